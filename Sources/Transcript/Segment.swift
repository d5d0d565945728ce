public import Timeline

/// A stretch of speech in one language, usually a sentence or a clause: what one reads as a unit.
public struct Segment: Hashable, Sendable, Codable {
  /// In time order, at least one.
  public var words: [Word]
  public var language: LanguageTag
  /// How far the text can be relied on.
  public var trust: Trust
  /// A label such as `spk_0` when speakers are known.
  public var speaker: String?
  /// Other readings, likeliest first; nil where none were asked for.
  public var alternatives: [Alternative]?

  public init(
    words: [Word], language: LanguageTag, trust: Trust = .full, speaker: String? = nil,
    alternatives: [Alternative]? = nil
  ) {
    self.words = words
    self.language = language
    self.trust = trust
    self.speaker = speaker
    self.alternatives = alternatives
  }

  /// Trust that is left out is full.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    words = try container.decode([Word].self, forKey: .words)
    language = try container.decode(LanguageTag.self, forKey: .language)
    trust = try container.decodeIfPresent(Trust.self, forKey: .trust) ?? .full
    speaker = try container.decodeIfPresent(String.self, forKey: .speaker)
    alternatives = try container.decodeIfPresent([Alternative].self, forKey: .alternatives)
  }

  public var range: TimeRange {
    TimeRange(start: words.first?.start ?? .zero, end: words.last?.end ?? .zero)
  }

  public var text: String { words.joinedText }

  /// The mean confidence of the words, 0…1.
  public var confidence: Double {
    words.isEmpty ? 0 : words.reduce(0) { $0 + $1.confidence } / Double(words.count)
  }
}
