import Foundation
import Testing
import Timeline
import Transcript

@Suite struct TranscriptTests {
  private func word(_ text: String, spaced: Bool = true, at start: Int64, confidence: Double = 1) -> Word {
    let range = TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: start + 300))
    return Word(text, hasSpaceBefore: spaced, range: range, confidence: confidence)
  }

  private func transcript(_ segments: [Segment], language: LanguageTag) -> Transcript {
    Transcript(
      language: language, segments: segments, duration: MediaTime(milliseconds: 5000),
      provenance: Provenance(recognizer: "test", model: "none"))
  }

  @Test func joinsWordsAsTheirScriptDoes() {
    let english = Segment(
      words: [word("Hello,", spaced: false, at: 0), word("you.", at: 400, confidence: 0.5)], language: "en")
    #expect(english.text == "Hello, you.")
    #expect(english.confidence == 0.75)
    #expect(english.range.end == MediaTime(milliseconds: 700))
    let japanese = Segment(
      words: [word("日本", spaced: false, at: 0), word("語", spaced: false, at: 400)], language: "ja")
    #expect(transcript([japanese, japanese], language: "ja").text == "日本語日本語")
    #expect(transcript([english, english], language: "en").text == "Hello, you. Hello, you.")
  }

  @Test func `speech without text is counted`() {
    func times(_ words: [Int64], speech: [(Int64, Int64)]) -> Double {
      var result = transcript([Segment(words: words.map { word("a", at: $0) }, language: "en")], language: "en")
      if words.isEmpty { result.segments = [] }
      result.speech = speech.map {
        TimeRange(start: MediaTime(milliseconds: $0), end: MediaTime(milliseconds: $1))
      }
      return (result.speechWithoutText().seconds * 1000).rounded() / 1000
    }
    #expect(times([], speech: []) == 0)
    #expect(times([], speech: [(1000, 4000), (5000, 6500)]) == 4.5)
    #expect(times([2000], speech: [(1000, 3000)]) == 0, "a second before and after a word")
    #expect(times([2000], speech: [(0, 6000)]) == 1 + 2.7)
    #expect(times([2000, 2100, 9000], speech: [(1500, 12_000)]) == 4.6 + 1.7)
    #expect(times([500, 9000], speech: [(0, 1000), (4000, 6000), (8500, 9500)]) == 2)
  }

  @Test(arguments: [
    (0.0, UntrustedText.drop, ["sure", "half", "hardly"]), (0.6, .drop, ["sure"]), (0.5, .drop, ["sure", "half"]),
    (0.6, .mark, ["sure", "[?] half", "[?] hardly"]),
  ])
  func `text that is not trusted is left out or marked`(minimum: Double, choice: UntrustedText, texts: [String]) {
    let trusts = [Trust.full, .full.lowered(by: .noSpeech), .full.lowered(by: .noSpeech).lowered(by: .repetition)]
    let segments = zip(["sure", "half", "hardly"], trusts).map {
      Segment(words: [word($0, spaced: false, at: 0)], language: "en", trust: $1)
    }
    #expect(trusts.map(\.score) == [1, 0.5, 0.25])
    #expect(segments.trusted(minimum, otherwise: choice).map(\.text) == texts)
  }

  @Test func emptinessIsNormal() {
    let empty = transcript([], language: .undetermined)
    #expect(empty.isEmpty)
    #expect(empty.text.isEmpty)
    #expect(Segment(words: [], language: "en").confidence == 0)
  }

  @Test func descriptionsNeverSayWhatWasSaid() {
    let secret = transcript([Segment(words: [word("secret", at: 0)], language: "en")], language: "en")
    #expect(!"\(secret)".contains("secret"))
    #expect(!String(reflecting: secret).contains("secret"))
  }

  @Test func comesBackFromJSON() throws {
    let original = transcript(
      [
        Segment(
          words: [word("Hi.", spaced: false, at: 10)], language: "en",
          trust: Trust(score: 0.5, reasons: [.repetition]), speaker: "spk_0")
      ], language: "en")
    let data = try JSONEncoder().encode(original)
    #expect(try JSONDecoder().decode(Transcript.self, from: data) == original)
  }
}
