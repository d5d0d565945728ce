public import Timeline

/// Segments that one reads without a break: what a page of a transcript is made of.
public struct Paragraph: Hashable, Sendable {
  /// In time order, at least one, none without words, all of one speaker.
  public private(set) var segments: [Segment]
  /// The words of all segments, with the spaces between segments.
  public private(set) var words: [Word]

  fileprivate init(_ segment: Segment) {
    segments = [segment]
    words = segment.words
    words[0].hasSpaceBefore = false
  }

  /// A label such as `spk_0` when speakers are known.
  public var speaker: String? { segments.first?.speaker }

  public var range: TimeRange {
    TimeRange(start: words.first?.start ?? .zero, end: words.last?.end ?? .zero)
  }

  public var text: String { words.joinedText }

  fileprivate mutating func append(_ segment: Segment) {
    var isSpaced = !segment.language.isWrittenWithoutSpaces
    if let last = segments.last, !last.language.isWrittenWithoutSpaces { isSpaced = true }
    let first = words.count
    words += segment.words
    words[first].hasSpaceBefore = isSpaced
    segments.append(segment)
  }
}

/// Where a new paragraph begins; a change of speaker always begins one.
public struct ParagraphRules: Hashable, Sendable {
  /// The silence between two segments from which on a new paragraph begins; nil for none.
  public var pause: MediaTime?
  /// Characters after which a paragraph ends with its sentence, and after twice as many with its segment; nil for no
  /// limit. Characters of languages without spaces count double: they say about twice as much.
  public var length: Int?

  /// - Parameters:
  ///   - pause: two seconds, longer than people breathe.
  ///   - length: 600 characters, about a hundred words: what still looks like a paragraph on a page.
  public init(pause: MediaTime? = MediaTime(milliseconds: 2000), length: Int? = 600) {
    self.pause = pause
    self.length = length
  }
}

extension Sequence<Segment> {
  /// The segments in paragraphs, without those that have no words. Segments are never divided.
  public func paragraphs(_ rules: ParagraphRules = ParagraphRules()) -> [Paragraph] {
    var paragraphs: [Paragraph] = []
    // Taken out of the list while it grows, so that it is not copied each time.
    var current: Paragraph?
    var length = 0
    for segment in self where !segment.words.isEmpty {
      if var paragraph = current, !rules.begins(with: segment, after: paragraph, length: length) {
        current = nil
        paragraph.append(segment)
        length += segment.characters
        current = paragraph
      } else {
        if let paragraph = current { paragraphs.append(paragraph) }
        current = Paragraph(segment)
        length = segment.characters
      }
    }
    if let paragraph = current { paragraphs.append(paragraph) }
    return paragraphs
  }
}

extension ParagraphRules {
  fileprivate func begins(with segment: Segment, after paragraph: Paragraph, length: Int) -> Bool {
    guard segment.speaker == paragraph.speaker, let last = paragraph.words.last else { return true }
    if let pause, segment.range.start - last.end >= pause { return true }
    guard let limit = self.length, length >= limit else { return false }
    return last.endsSentence || length / 2 >= limit
  }
}

extension Segment {
  fileprivate var characters: Int {
    words.reduce(0) { $0 + $1.text.count + 1 } * (language.isWrittenWithoutSpaces ? 2 : 1)
  }
}

extension Word {
  private static let sentenceMarks = Set<Character>(".!?…。！？．۔؟।॥։።")
  private static let closingMarks = Set<Character>("\"'”’»›)]}」』）】》〉\u{2069}\u{200E}\u{200F}")

  /// Whether it has the mark of a sentence's end, in quotation marks or brackets or not.
  fileprivate var endsSentence: Bool {
    text.last { !Self.closingMarks.contains($0) }.map(Self.sentenceMarks.contains) ?? false
  }
}
