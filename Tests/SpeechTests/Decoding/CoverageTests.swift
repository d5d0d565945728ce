import Speech
import Testing
import Timeline
import Transcript

struct CoverageTests {
  /// Three islands of 4 s, 10 s apart in the media and one after the other in the window.
  private let window = SpeechWindow.pack([0..<64_000, 160_000..<224_000, 320_000..<384_000], capacity: 480_000)[0]

  private func words(_ seconds: [ClosedRange<Double>]) -> [Word] {
    seconds.map {
      Word(
        "word", range: TimeRange(start: MediaTime(seconds: $0.lowerBound), end: MediaTime(seconds: $0.upperBound)),
        confidence: 1)
    }
  }

  @Test func `a text that covers every island skips none`() {
    let words = words([0...3, 10.5...13, 20...22])
    #expect(Coverage.skippedPiece(of: window, until: window.count, words: words) == nil)
  }

  @Test func `an island with hardly a word was skipped`() {
    let words = words([0...3, 13.5...14, 20...24])
    #expect(Coverage.skippedPiece(of: window, until: window.count, words: words) == window.pieces[1])
    #expect(
      Coverage.skippedPiece(of: window, until: window.count, words: words, besides: [window.pieces[1]]) == nil)
  }

  @Test func `a sure text is kept around an island that it passed over`() {
    func keeps(_ logProbability: Float, _ seconds: [ClosedRange<Double>]) -> Bool {
      Coverage.canKeep(
        Hypothesis(tokens: [1], logProbabilities: [logProbability], endLogProbability: logProbability),
        words: words(seconds), around: window.pieces[1])
    }
    #expect(keeps(-0.2, [0...3, 20...24]))
    #expect(keeps(-0.2, [0...3, 10...10.2, 13.5...14, 20...24]), "two words may have been drawn into it")
    #expect(!keeps(-0.2, [0...3, 10...10.2, 10.5...10.7, 13.5...14]), "three were said there")
    #expect(!keeps(-0.6, [0...3, 20...24]), "the model was unsure")
  }

  @Test func `no gap is found in an island that is heard again anyway`() {
    #expect(
      Coverage.gaps(in: window, until: window.count, words: words([0...4, 20...24]), besides: [window.pieces[1]]) { _ in
        true
      } == [])
  }

  @Test func `what lies behind the end of the text is no matter of its coverage`() {
    let words = words([0...3, 10...13])
    #expect(Coverage.skippedPiece(of: window, until: 128_000, words: words) == nil)
    #expect(Coverage.skippedPiece(of: window, until: window.count, words: words) == window.pieces[2])
  }

  @Test func `short islands and lone ones are never called skipped`() {
    let short = SpeechWindow.pack([0..<64_000, 160_000..<195_000], capacity: 480_000)[0]
    #expect(Coverage.skippedPiece(of: short, until: short.count, words: words([0...4])) == nil)
    let lone = SpeechWindow.pack([0..<64_000], capacity: 480_000)[0]
    #expect(Coverage.skippedPiece(of: lone, until: lone.count, words: []) == nil)
  }

  @Test func `the rest of a window is the rest of its islands`() {
    #expect(window.islands(from: 0, minimum: 1) == window.pieces.map(\.source))
    #expect(window.islands(from: 70_000, minimum: 1) == [166_000..<224_000, 320_000..<384_000])
    #expect(window.islands(from: 120_000, minimum: 16_000) == [320_000..<384_000], "half a second is dropped")
    #expect(window.islands(from: window.count, minimum: 1).isEmpty)
  }

  @Test func `what follows a text is heard again where it is long or somebody speaks`() {
    func tails(from end: Int, voiced: Bool) -> [Range<Int>] {
      Coverage.tails(of: window, from: end, isVoiced: { _ in voiced })
    }
    #expect(tails(from: 120_000, voiced: true) == [216_000..<224_000, 320_000..<384_000])
    #expect(tails(from: 120_000, voiced: false) == [320_000..<384_000], "half a second is padding")
    #expect(tails(from: window.count - 4800, voiced: true).isEmpty, "0.3 s are the end of a word")
    #expect(tails(from: window.count, voiced: true).isEmpty)
  }

  @Test func `speech without words between two words is a gap`() {
    let lone = SpeechWindow.pack([0..<320_000], capacity: 480_000)[0]
    func gaps(_ seconds: [ClosedRange<Double>], until end: Int = 320_000, voiced: Bool = true) -> [Range<Int>] {
      Coverage.gaps(in: lone, until: end, words: words(seconds)) { _ in voiced }
    }
    #expect(gaps([0...5, 6...20]) == [], "a second is a pause")
    #expect(gaps([0...5, 9...20]) == [80_000..<144_000])
    #expect(gaps([4...20]) == [0..<64_000], "passed over at its beginning")
    #expect(gaps([0...5]) == [80_000..<320_000])
    #expect(gaps([0...5], until: 80_000) == [], "what lies behind the end of the text is heard again anyway")
    #expect(gaps([0...5, 9...20], voiced: false) == [], "nobody speaks")
    #expect(gaps([]) == [0..<320_000])
    #expect(
      Coverage.gaps(in: window, until: window.count, words: words([0...4, 20...24])) { _ in true } == [
        160_000..<224_000
      ])
  }
}
