/// What a finding is known by, whoever found it and whenever: the same contents of the media, the same category at the same
/// time, to the millisecond. What was decided holds while the words are the same as well.
///
/// The name and place of the file are no part of it, and neither are the plug-in, its version, the score and the rule:
/// a decision about a finding holds for copies of the file, and when it is worked on again. The host makes it, of what
/// was heard before any filter, so that masking words does not make them others.
public struct FindingIdentity: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
  /// 32 hexadecimal digits.
  public var rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  public var description: String { rawValue }

  /// The first 12 digits, which people type: enough for a library of a million findings.
  public var short: String { String(rawValue.prefix(12)) }
}
