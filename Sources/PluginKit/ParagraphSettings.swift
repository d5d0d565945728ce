internal import Timeline
public import Transcript

extension ParagraphRules {
  /// The rules that settings of exporters name.
  ///
  /// - Parameters:
  ///   - pause: seconds, 0…3600.
  ///   - paragraphLength: characters; 0 for no limit.
  /// - Throws: `ConfigurationError` at `/pause` or `/paragraphLength`.
  public init(pause: Double, paragraphLength: Int) throws(ConfigurationError) {
    guard (0...3600).contains(pause) else { throw ConfigurationError("/pause", "this must be 0 to 3600 seconds") }
    guard paragraphLength >= 0 else {
      throw ConfigurationError("/paragraphLength", "this must be 0, for no limit, or more")
    }
    self.init(pause: MediaTime(seconds: pause), length: paragraphLength == 0 ? nil : paragraphLength)
  }
}

extension UntrustedText {
  /// What settings of exporters say about text that may not have been said.
  ///
  /// - Parameter minimumTrust: 0…1; the setting beside it.
  /// - Throws: `ConfigurationError` at `/minimumTrust` or `/untrusted`.
  public init(setting: String, minimumTrust: Double) throws(ConfigurationError) {
    guard (0...1).contains(minimumTrust) else { throw ConfigurationError("/minimumTrust", "this must be 0 to 1") }
    guard let choice = UntrustedText(rawValue: setting) else {
      throw ConfigurationError("/untrusted", "this must be mark or drop")
    }
    self = choice
  }
}
