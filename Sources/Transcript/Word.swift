public import Timeline

/// One word as it was heard: the unit that is timed, masked, cued and searched.
public struct Word: Hashable, Sendable, Codable {
  /// The written form with the punctuation that belongs to it and no white space around: `“Well,`, `don't`, `end.`
  public var text: String
  /// Whether a space separates it from the word before. False at the start of a segment and in scripts without spaces.
  public var hasSpaceBefore: Bool
  /// On the clock of the media file, 0 at its first instant.
  public var range: TimeRange
  /// Probability that the word is right, 0…1: of the words with 0.8, four in five are, as far as the recogniser's
  /// calibration holds.
  public var confidence: Double

  public init(_ text: String, hasSpaceBefore: Bool = true, range: TimeRange, confidence: Double) {
    self.text = text
    self.hasSpaceBefore = hasSpaceBefore
    self.range = range
    self.confidence = confidence
  }

  /// A word whose space is left out has one.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    text = try container.decode(String.self, forKey: .text)
    hasSpaceBefore = try container.decodeIfPresent(Bool.self, forKey: .hasSpaceBefore) ?? true
    range = try container.decode(TimeRange.self, forKey: .range)
    confidence = try container.decode(Double.self, forKey: .confidence)
  }

  public var start: MediaTime { range.start }
  public var end: MediaTime { range.end }
}

extension Sequence<Word> {
  /// The words as running text.
  public var joinedText: String {
    var text = ""
    for word in self {
      if word.hasSpaceBefore, !text.isEmpty { text += " " }
      text += word.text
    }
    return text
  }
}
