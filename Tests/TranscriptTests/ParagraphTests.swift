import Testing
import Timeline
import Transcript

@Suite struct ParagraphTests {
  /// A segment of words that take 300 ms each.
  private func segment(
    _ text: String, at start: Int64, language: LanguageTag = "en", speaker: String? = nil
  ) -> Segment {
    let parts = language.isWrittenWithoutSpaces ? text.map { String($0) } : text.split(separator: " ").map(String.init)
    let words = parts.enumerated().map { index, part in
      let begin = MediaTime(milliseconds: start + Int64(index) * 300)
      return Word(
        part, hasSpaceBefore: index > 0 && !language.isWrittenWithoutSpaces,
        range: TimeRange(start: begin, end: begin + MediaTime(milliseconds: 300)), confidence: 1)
    }
    return Segment(words: words, language: language, speaker: speaker)
  }

  @Test func `a change of speaker begins one`() {
    let segments = [
      segment("One.", at: 0, speaker: "a"), segment("Two.", at: 300, speaker: "a"),
      segment("Three.", at: 600, speaker: "b"), segment("Four.", at: 900), segment("Five.", at: 1200),
    ]
    let paragraphs = segments.paragraphs()
    #expect(paragraphs.map(\.text) == ["One. Two.", "Three.", "Four. Five."])
    #expect(paragraphs.map(\.speaker) == ["a", "b", nil])
    #expect(paragraphs[0].segments.count == 2)
    #expect(paragraphs[0].range == TimeRange(start: .zero, end: MediaTime(milliseconds: 600)))
  }

  @Test(arguments: [(Int64(1999), 1), (2000, 2), (5000, 2)])
  func `a pause begins one`(pause: Int64, count: Int) {
    let segments = [segment("One.", at: 0), segment("Two.", at: 300 + pause)]
    #expect(segments.paragraphs().count == count)
    #expect(segments.paragraphs(ParagraphRules(pause: nil)).count == 1)
  }

  @Test func `no pause at all gives every segment one, also where they overlap`() {
    let segments = [segment("One.", at: 0), segment("Two.", at: 300)]
    #expect(segments.paragraphs(ParagraphRules(pause: .zero)).count == 2)
    let overlapping = [segment("One.", at: 0), segment("Two.", at: 100)]
    #expect(overlapping.paragraphs(ParagraphRules(pause: .zero)).count == 1)
    #expect(overlapping.paragraphs(ParagraphRules(pause: MediaTime(flicks: .min))).count == 2)
  }

  @Test func `length ends one with its sentence`() {
    let texts = ["abc def", "ghi.", "jkl mno", "pqr stu”", "vwx", "yz.”", "End."]
    let segments = texts.enumerated().map { segment($1, at: Int64($0) * 600) }
    #expect(
      segments.paragraphs(ParagraphRules(length: 10)).map(\.text) == [
        "abc def ghi.", "jkl mno pqr stu” vwx", "yz.” End.",
      ])
    #expect(segments.paragraphs(ParagraphRules(length: nil)).count == 1)
  }

  @Test func `spaces between segments are those of the languages`() {
    let segments = [
      segment("これは", at: 0, language: "ja"), segment("本です。", at: 900, language: "ja"),
      segment("Yes.", at: 2100), segment("はい。", at: 2400, language: "ja"),
    ]
    #expect(segments.paragraphs().map(\.text) == ["これは本です。 Yes. はい。"])
  }

  @Test func `what has no words has no paragraph`() {
    #expect([Segment]().paragraphs().isEmpty)
    let segments = [Segment(words: [], language: "en"), segment("Word", at: 0), Segment(words: [], language: "en")]
    #expect(segments.paragraphs().map(\.text) == ["Word"])
  }

  @Test func `nothing is lost and nothing is doubled`() {
    let segments = (0..<500).map { index -> Segment in
      let mark = index % 3 == 0 ? "." : ""
      let start = Int64(index * 900 + index / 50 * 2500)
      return segment("Word number \(index)\(mark)", at: start, speaker: index % 70 < 35 ? "a" : "b")
    }
    let paragraphs = segments.paragraphs()
    #expect(paragraphs.flatMap(\.segments) == segments)
    #expect(paragraphs.flatMap(\.words).map(\.text) == segments.flatMap(\.words).map(\.text))
  }
}
