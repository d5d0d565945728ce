import Timeline

/// What a house asks of subtitles in one language.
///
/// Text is counted in columns: one for a grapheme cluster, two for a full-width one, none for a mark that is not seen.
public struct StyleRules: Hashable, Sendable, Codable {
  /// Columns in a line.
  public var maximumLineLength = 42
  public var maximumLines = 2
  /// Columns a second; nil where the house counts words, or nothing.
  public var maximumReadingSpeed: Double?
  /// Words a minute; nil where the house counts characters, or nothing.
  public var maximumWordRate: Double?
  public var minimumDuration = FrameSpan.milliseconds(833)
  public var maximumDuration = FrameSpan.seconds(7)
  /// Between two cues, so that the change is seen.
  public var minimumGap = FrameSpan.frames(2)
  /// Gaps that are shorter, but longer than `minimumGap`, look like a flicker and are closed.
  public var chainBelow = FrameSpan.zero
  /// How long a cue may stay after its last word so that it can be read.
  public var maximumTrail = FrameSpan.milliseconds(500)
  /// How far a cue may begin before its first word, or after it.
  public var maximumOffset = FrameSpan.frames(3)
  /// Cues that begin or end so near to a change of shot begin or end with it.
  public var shotZone = FrameSpan.zero
  public var dialogue = DialogueMarks.hyphen
  public var ellipsis = Ellipsis.any

  public init() {}

  /// How much silence a cue may stand over (BBC Subtitle Guidelines: no subtitle hangs for longer).
  static let longestSilence = MediaTime(milliseconds: 1500)
  /// How long somebody may speak before the cue is there. Which word is its first is not known: a word of the cue before
  /// it, or one that was left out, takes less.
  static let longestDelay = MediaTime(milliseconds: 500)

  /// How long a reader needs for a cue, in seconds; 0 where the house does not say.
  public func readingTime(columns: Int, words: Int) -> Double {
    let byColumns = maximumReadingSpeed.map { Double(columns) / max($0, 1) } ?? 0
    let byWords = maximumWordRate.map { Double(words) * 60 / max($0, 1) } ?? 0
    return max(byColumns, byWords)
  }

  /// How two speakers in one cue are told apart.
  public enum DialogueMarks: String, Hashable, Sendable, Codable, CaseIterable {
    /// They never share a cue.
    case none
    /// `-Yes.` in both lines.
    case hyphen
    /// `- Yes.` in both lines.
    case hyphenSpace = "hyphen-space"
    /// `-Yes.` in the second line only.
    case secondHyphen = "second-hyphen"
    /// `- Yes.` in the second line only.
    case secondHyphenSpace = "second-hyphen-space"
  }

  /// How three dots are written.
  public enum Ellipsis: String, Hashable, Sendable, Codable, CaseIterable {
    case any
    /// `…`
    case character
    /// `...`
    case dots

    /// `text` with three dots as they are written.
    func applied(to text: String) -> String {
      switch self {
      case .any: text
      case .character: text.replacing("...", with: "…")
      case .dots: text.replacing("…", with: "...")
      }
    }
  }
}

/// Some rules, which take the place of those of a style.
public struct StyleRuleChanges: Hashable, Sendable, Codable {
  public var maximumLineLength: Int?
  public var maximumLines: Int?
  public var maximumReadingSpeed: Double?
  public var maximumWordRate: Double?
  public var minimumDuration: FrameSpan?
  public var maximumDuration: FrameSpan?
  public var minimumGap: FrameSpan?
  public var chainBelow: FrameSpan?
  public var maximumTrail: FrameSpan?
  public var maximumOffset: FrameSpan?
  public var shotZone: FrameSpan?
  public var dialogue: StyleRules.DialogueMarks?
  public var ellipsis: StyleRules.Ellipsis?

  public init() {}

  /// `rules` with these changes.
  public func applied(to rules: StyleRules) -> StyleRules {
    var rules = rules
    func set<Value>(_ path: WritableKeyPath<StyleRules, Value>, _ value: Value?) {
      if let value { rules[keyPath: path] = value }
    }
    func set<Value>(_ path: WritableKeyPath<StyleRules, Value?>, _ value: Value?) {
      if let value { rules[keyPath: path] = value }
    }
    set(\.maximumLineLength, maximumLineLength)
    set(\.maximumLines, maximumLines)
    set(\.maximumReadingSpeed, maximumReadingSpeed)
    set(\.maximumWordRate, maximumWordRate)
    set(\.minimumDuration, minimumDuration)
    set(\.maximumDuration, maximumDuration)
    set(\.minimumGap, minimumGap)
    set(\.chainBelow, chainBelow)
    set(\.maximumTrail, maximumTrail)
    set(\.maximumOffset, maximumOffset)
    set(\.shotZone, shotZone)
    set(\.dialogue, dialogue)
    set(\.ellipsis, ellipsis)
    return rules
  }
}
