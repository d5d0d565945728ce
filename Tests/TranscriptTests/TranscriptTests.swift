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
