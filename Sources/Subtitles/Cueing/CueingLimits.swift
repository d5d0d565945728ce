public import Timeline
public import Transcript

/// The limits that cues made from a transcript keep, with the values that broadcasters and streaming services share.
public struct CueingLimits: Hashable, Sendable {
  /// Columns in a line: a grapheme cluster takes one, a full-width one two. 42 is the limit of Netflix and Amazon Prime
  /// Video. Languages with a lower limit of their own keep to that; see `lineLength(for:)`. From 8 to 200 is used.
  public var maximumLineLength = 42
  /// Two in every guide. From 1 to 4 is used: the work grows with the power of it.
  public var maximumLines = 2
  /// 5/6 s, that is 20 frames at 24 frames a second (Netflix Timed Text Style Guide, General Requirements).
  public var minimumDuration = MediaTime(ticks: 5, timeBase: Rational(1, 6))
  /// 7 s (Netflix Timed Text Style Guide, General Requirements). At least `minimumDuration` is used.
  public var maximumDuration = MediaTime(milliseconds: 7000)
  /// Time without text between two cues, so that the change is seen: 2 frames, here at 24 frames a second, the slowest
  /// rate in common use (Netflix Timed Text Style Guide, General Requirements; 83 ms in Amazon Prime Video's).
  public var minimumGap = MediaTime(ticks: 2, timeBase: Rational(1, 24))
  /// How long a cue may stay after its last word so that it can be read: 12 frames at 24 frames a second (Netflix).
  public var maximumTrail = MediaTime(milliseconds: 500)
  /// Characters a second, a goal that speech may break: nothing is left out for it. 20 is Netflix's value for English;
  /// languages with a lower one keep to that. See `readingSpeed(for:)`.
  public var maximumReadingSpeed = 20.0

  public init() {}

  /// Columns in a line of `language`: 26 for Japanese (13 full-width characters), 32 for Chinese and Korean (16), 35 for
  /// Thai, otherwise `maximumLineLength` (Netflix Timed Text Style Guides of these languages).
  public func lineLength(for language: LanguageTag) -> Int {
    let limit =
      switch language.primary {
      case "ja": 26
      case "zh", "yue", "ko": 32
      case "th": 35
      default: Int.max
      }
    return max(8, min(maximumLineLength, limit, 200))
  }

  var lineCount: Int { max(1, min(maximumLines, 4)) }

  /// Columns a second that a reader of `language` follows: Netflix's characters a second for adults, where Chinese and
  /// Japanese characters and Korean syllables count for two columns.
  public func readingSpeed(for language: LanguageTag) -> Double {
    let limit =
      switch language.primary {
      case "en", "ar": 20.0
      case "hi": 22.0
      case "ja": 8.0
      case "ko": 24.0
      case "zh", "yue": 18.0
      default: 17.0
      }
    let isFullWidth = ["ja", "ko", "zh", "yue"].contains(language.primary)
    return max(1, min(isFullWidth ? 2 * maximumReadingSpeed : maximumReadingSpeed, limit))
  }
}

/// Durations are seconds in files, as people write them; what is missing keeps its default.
extension CueingLimits: Codable {
  private enum CodingKeys: String, CodingKey {
    case maximumLineLength, maximumLines, minimumDuration, maximumDuration, minimumGap, maximumTrail
    case maximumReadingSpeed
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func seconds(_ key: CodingKeys, default value: MediaTime) throws -> MediaTime {
      try container.decodeIfPresent(Double.self, forKey: key).map { MediaTime(seconds: $0) } ?? value
    }
    maximumLineLength = try container.decodeIfPresent(Int.self, forKey: .maximumLineLength) ?? maximumLineLength
    maximumLines = try container.decodeIfPresent(Int.self, forKey: .maximumLines) ?? maximumLines
    minimumDuration = try seconds(.minimumDuration, default: minimumDuration)
    maximumDuration = try seconds(.maximumDuration, default: maximumDuration)
    minimumGap = try seconds(.minimumGap, default: minimumGap)
    maximumTrail = try seconds(.maximumTrail, default: maximumTrail)
    maximumReadingSpeed =
      try container.decodeIfPresent(Double.self, forKey: .maximumReadingSpeed) ?? maximumReadingSpeed
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(maximumLineLength, forKey: .maximumLineLength)
    try container.encode(maximumLines, forKey: .maximumLines)
    try container.encode(minimumDuration.seconds, forKey: .minimumDuration)
    try container.encode(maximumDuration.seconds, forKey: .maximumDuration)
    try container.encode(minimumGap.seconds, forKey: .minimumGap)
    try container.encode(maximumTrail.seconds, forKey: .maximumTrail)
    try container.encode(maximumReadingSpeed, forKey: .maximumReadingSpeed)
  }
}
