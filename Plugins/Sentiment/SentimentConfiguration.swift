internal import Moderation
public import PluginKit

/// Settings of the sentiment annotator.
public struct SentimentConfiguration: PluginConfiguration {
  /// Moods that are reported as findings: `positive`, `negative`, `neutral`, `mixed`. None, as the scores of all
  /// utterances are what other programs work on.
  public var report: [String] = []
  /// The score from which a mood is reported, 0…1.
  public var threshold = 0.6
  /// The score from which an utterance is mixed, 0…1. The default is the limit in the file of the
  /// classifier; more makes the label rarer.
  public var mixedThreshold = SentimentLabel.mixedThreshold

  public init() {}

  /// - Throws: `ConfigurationError`.
  func validate() throws {
    for (index, name) in report.enumerated() where SentimentLabel(rawValue: name) == nil {
      let known = SentimentLabel.allCases.map(\.rawValue).joined(separator: ", ")
      throw ConfigurationError("/report/\(index)", "there is no mood “\(name)”: they are \(known)")
    }
    for (pointer, value) in [("/threshold", threshold), ("/mixedThreshold", mixedThreshold)]
    where !(0...1).contains(value) {
      throw ConfigurationError(pointer, "\(value) is not within 0…1")
    }
  }
}
