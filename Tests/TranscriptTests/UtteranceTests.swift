import Testing
import Timeline
import Transcript

@Suite struct UtteranceTests {
  /// A segment a line; half a second a word, a second between lines.
  private func transcript(_ lines: [String], pause: Double = 1, languages: [LanguageTag] = []) -> Transcript {
    var start = MediaTime.zero
    let segments = lines.enumerated().map { number, line in
      let words = line.split(separator: " ").map { text in
        defer { start += MediaTime(milliseconds: 500) }
        return Word(
          String(text), range: TimeRange(start: start, end: start + MediaTime(milliseconds: 400)), confidence: 1)
      }
      start += MediaTime(seconds: pause)
      return Segment(words: words, language: languages.isEmpty ? "en" : languages[number])
    }
    return Transcript(
      language: "en", segments: segments, duration: start, provenance: Provenance(recognizer: "x", model: "x"))
  }

  @Test func `a segment is an utterance`() {
    let utterances = transcript(["one two", "three", "four five six"]).utterances
    #expect(utterances.map(\.words) == [0..<2, 2..<3, 3..<6])
    #expect(utterances.map(\.segment) == [0, 1, 2])
    #expect(utterances.map(\.text) == ["one two", "three", "four five six"])
    #expect(utterances[2].range.start == MediaTime(milliseconds: 3500))
    #expect(transcript([]).utterances.isEmpty)
  }

  @Test func `a long segment is cut at the ends of sentences`() {
    let sentence = String(repeating: "word ", count: 24) + "end. "
    let utterances = transcript([String(repeating: sentence, count: 5)]).utterances
    #expect(utterances.map(\.words) == [0..<50, 50..<100, 100..<125])
    let endless = transcript([String(repeating: "word ", count: 130)]).utterances
    #expect(endless.map(\.words) == [0..<60, 60..<120, 120..<130])
    #expect(endless.allSatisfy { $0.segment == 0 })
  }

  @Test func `short utterances have a context`() {
    let given = transcript(["do you want to go there", "no way", "then we all stay at home"])
    let utterances = given.utterances
    #expect(given.context(of: 0, in: utterances) == nil)
    let context = given.context(of: 1, in: utterances)
    #expect(context?.words == 0..<14)
    #expect(context?.text == "do you want to go there no way then we all stay at home")
  }

  @Test func `a context has twenty words on each side`() {
    let long = transcript([
      (1...30).map { "a\($0)" }.joined(separator: " "), "no way", (1...30).map { "b\($0)" }.joined(separator: " "),
    ])
    let context = long.context(of: 1, in: long.utterances)
    #expect(context?.words == 10..<52)
    #expect(context?.text.hasPrefix("a11 a12") == true && context?.text.hasSuffix("b19 b20") == true)
    #expect(context?.range.start == long.words[10].start && context?.range.end == long.words[51].end)
  }

  @Test func `what is far or in another language is no context`() {
    let far = transcript(["do you want to go there", "no way", "then we stay"], pause: 7)
    #expect(far.context(of: 1, in: far.utterances) == nil)
    let foreign = transcript(
      ["willst du dort hin gehen", "no way", "then we stay here"], languages: ["de", "en", "en"])
    #expect(foreign.context(of: 1, in: foreign.utterances)?.words == 5..<11)
  }
}
