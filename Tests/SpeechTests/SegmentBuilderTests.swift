import Speech
import Testing
import Timeline
import Transcript

struct SegmentBuilderTests {
  /// Words of 0.3 s; `|2|` is a pause of 2 s.
  private func words(_ text: String, each length: Double = 0.3) -> [Word] {
    var time = 0.0
    var words: [Word] = []
    for part in text.split(separator: " ") {
      if part.hasPrefix("|"), let pause = Double(part.dropFirst().dropLast()) {
        time += pause
        continue
      }
      words.append(
        Word(
          String(part), range: TimeRange(start: MediaTime(seconds: time), end: MediaTime(seconds: time + length)),
          confidence: 1))
      time += length
    }
    return words
  }

  private func texts(_ text: String, each length: Double = 0.3) -> [String] {
    SegmentBuilder.segments(words(text, each: length), language: "en", trust: .full).map(\.text)
  }

  @Test(arguments: [
    ("", []),
    ("Yes.", ["Yes."]),
    ("We go. They stay! Why? Nobody", ["We go.", "They stay!", "Why?", "Nobody"]),
    ("She said “go.” He went.", ["She said “go.”", "He went."]),
    ("Mr. Quilter met Dr. Who.", ["Mr. Quilter met Dr. Who."]),
    ("John F. Kennedy spoke. We heard.", ["John F. Kennedy spoke.", "We heard."]),
    ("so I. said", ["so I. said"]),
    ("well… then", ["well…", "then"]),
    ("it was 3.5 metres", ["it was 3.5 metres"]),
    ("eins zwei |0.9| drei", ["eins zwei drei"]),
    ("eins zwei |1.1| drei", ["eins zwei", "drei"]),
  ])
  func `segments end with sentences and at pauses`(text: String, expected: [String]) {
    #expect(texts(text) == expected)
  }

  @Test func `other readings are shared out between the segments`() throws {
    let best = words("We go. They stay.")
    let others = [
      Alternative(words: words("We know. They stay."), score: 0.5),
      Alternative(words: words("We go. They stray."), score: 0.4), Alternative(words: [], score: 0.1),
    ]
    let segments = SegmentBuilder.segments(best, language: "en", trust: .full, others: others)
    let readings = try segments.map { try #require($0.alternatives).map(\.text) }
    #expect(readings == [["We know.", ""], ["They stray.", ""]])
    #expect(segments[1].alternatives?.first?.score == 0.4)
    #expect(SegmentBuilder.segments(best, language: "en", trust: .full)[0].alternatives == nil)
  }

  @Test func `other scripts have their own full stops`() {
    let words = ["今", "日", "は。", "え？", "は"].enumerated().map { index, text in
      Word(
        text, hasSpaceBefore: false,
        range: TimeRange(
          start: MediaTime(milliseconds: Int64(200 * index)), end: MediaTime(milliseconds: Int64(200 * index + 200))),
        confidence: 1)
    }
    #expect(SegmentBuilder.segments(words, language: "ja", trust: .full).map(\.text) == ["今日は。", "え？", "は"])
  }

  @Test func `a very long sentence ends at a comma`() {
    let text = "one two three, four five six, seven eight nine"
    #expect(texts(text, each: 1) == [text])
    #expect(texts(text, each: 2.1) == ["one two three, four five six,", "seven eight nine"])
  }

  @Test func `no word is lost, and each segment begins without a space`() {
    let trust = Trust(score: 0.5, reasons: [.noSpeech])
    let words = words("We go. They stay, |2| all of them. Mr. X. and I")
    let segments = SegmentBuilder.segments(words, language: "en-GB", trust: trust)
    #expect(segments.flatMap(\.words).map(\.text) == words.map(\.text))
    for segment in segments {
      #expect(segment.trust == trust && segment.language == "en-GB")
      #expect(segment.words.first?.hasSpaceBefore == false)
      let rest = segment.words.dropFirst().map(\.hasSpaceBefore)
      #expect(!rest.contains(false))
    }
  }
}
