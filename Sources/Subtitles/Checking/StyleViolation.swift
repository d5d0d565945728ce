public import Timeline

/// Where subtitles do not keep to a style.
public struct StyleViolation: Hashable, Sendable, Codable {
  public enum Severity: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case info, warning, error

    public static func < (a: Severity, b: Severity) -> Bool {
      allCases.firstIndex(of: a) ?? 0 < allCases.firstIndex(of: b) ?? 0
    }
  }

  public var rule: StyleRule
  public var severity: Severity
  /// The number of the cue, from 1.
  public var cue: Int
  public var range: TimeRange
  /// What was found, with its unit, such as `24.1 columns a second`.
  public var measured: String
  /// What the style allows; empty where nothing of the kind is allowed.
  public var allowed: String
  /// What to do about it.
  public var suggestion: String
  /// The fact that leaves no choice, such as speech that is faster than the style allows; nil where better was possible,
  /// or nobody knows.
  public var necessity: String?

  public var isAvoidable: Bool { necessity == nil }
}

/// What is looked at in subtitles. The raw value is the id that people and programs see.
public enum StyleRule: String, Hashable, Sendable, Codable, CaseIterable {
  case noDuration = "no-duration"
  case order
  case overlap
  case tooShort = "too-short"
  case tooLong = "too-long"
  case gap
  case flicker
  case readingSpeed = "reading-speed"
  case wordRate = "word-rate"
  case shotStart = "shot-start"
  case shotEnd = "shot-end"
  case lateOrEarly = "late-or-early"
  case silence
  case coverage
  case lines
  case lineLength = "line-length"
  case needlessBreak = "needless-break"
  case balance
  case lineBreak = "line-break"
  case orphan
  case spacing
  case ellipsis
  case dialogue
  case repetition
  case empty
  case characters

  /// What it asks for, in a sentence.
  public var summary: String {
    switch self {
    case .noDuration: "A cue ends after it begins, and neither before the media does."
    case .order: "Cues stand in the order of their starts."
    case .overlap: "A cue ends before the next one begins."
    case .tooShort: "A cue is shown long enough to be noticed."
    case .tooLong: "A cue does not stay longer than it takes to read it."
    case .gap: "Between two cues there is time enough to see the change."
    case .flicker: "A gap is as short as it can be, or long enough not to flicker."
    case .readingSpeed: "A cue can be read while it is shown."
    case .wordRate: "A cue has no more words than can be read while it is shown."
    case .shotStart: "A cue that begins near a change of shot begins with it, or half a second before."
    case .shotEnd: "A cue that ends near a change of shot ends just before it."
    case .lateOrEarly: "A cue begins with its first word and ends soon after its last."
    case .silence: "A cue does not stand over a long silence."
    case .coverage: "What is said is in a cue."
    case .lines: "A cue has no more lines than fit."
    case .lineLength: "A line is no longer than fits."
    case .needlessBreak: "What fits in a line stands in one."
    case .balance: "Two lines are about equally long, or the first ends a clause."
    case .lineBreak: "A line ends where a phrase does."
    case .orphan: "No line is a single short word."
    case .spacing: "Spaces stand between words, and nowhere else."
    case .ellipsis: "Three dots are written as the style has them."
    case .dialogue: "Speakers who share a cue have a line each, with the style's mark."
    case .repetition: "The same text does not come again and again."
    case .empty: "A cue has text."
    case .characters: "Text has no characters that cannot be shown."
    }
  }

  var severity: StyleViolation.Severity {
    switch self {
    case .noDuration, .order, .overlap, .tooShort, .tooLong, .gap, .silence, .lines, .lineLength, .repetition, .empty,
      .characters:
      .error
    case .flicker, .readingSpeed, .wordRate, .shotStart, .shotEnd, .lateOrEarly, .coverage, .lineBreak, .spacing,
      .ellipsis, .dialogue:
      .warning
    case .needlessBreak, .balance, .orphan: .info
    }
  }
}
