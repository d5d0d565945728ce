import Speech
import TestSupport
import Testing
import Timeline
import Transcript

struct WordPlacerTests {
  private func word(_ text: String, _ range: Range<Int>) -> TimedWord {
    TimedWord(text: text, hasSpaceBefore: true, range: range, confidence: 0.5)
  }

  private func samples(_ words: [Word]) -> [Range<Int>] {
    words.map { Int($0.start.count(perSecond: 16_000))..<Int($0.end.count(perSecond: 16_000)) }
  }

  /// Two seconds at 10 s and two at 20 s of the media.
  private let window = SpeechWindow(pieces: [
    .init(source: 160_000..<192_000, offset: 0), .init(source: 320_000..<352_000, offset: 32_000),
  ])
  private let voiced = [Float](repeating: 0.9, count: 700)

  @Test func `words go to where their piece lies in the media`() {
    let placed = WordPlacer(probabilities: voiced).place(
      [word("one", 1600..<8000), word("two", 40_000..<48_000)], in: window)
    #expect(samples(placed) == [161_600..<168_000, 328_000..<336_000])
    #expect(placed.map(\.text) == ["one", "two"])
    #expect(placed.allSatisfy { $0.confidence == 0.5 && $0.hasSpaceBefore })
  }

  @Test func `a word across a seam lies where most of it was`() {
    let placer = WordPlacer(probabilities: voiced)
    #expect(samples(placer.place([word("late", 30_000..<40_000)], in: window)) == [320_000..<328_000])
    #expect(samples(placer.place([word("early", 26_000..<34_000)], in: window)) == [186_000..<192_000])
  }

  @Test func `silence at the ends of a word is cut off`() {
    var probabilities = voiced
    for frame in 313...316 { probabilities[frame] = 0.1 }  // from 160,256
    for frame in 325...330 { probabilities[frame] = 0.1 }  // from 166,400
    let placed = WordPlacer(probabilities: probabilities).place([word("hm", 512..<8000)], in: window)
    #expect(samples(placed) == [317 * 512..<325 * 512])
  }

  @Test func `a word in silence stays where it is`() {
    let placed = WordPlacer(probabilities: [Float](repeating: 0, count: 700)).place(
      [word("hm", 1600..<8000)], in: window)
    #expect(samples(placed) == [161_600..<168_000])
  }

  @Test func `no word takes longer than anybody needs`() {
    let long = SpeechWindow(pieces: [.init(source: 0..<320_000, offset: 0)])
    let placed = WordPlacer(probabilities: voiced).place(
      [word("I", 0..<100_000), word("extraordinarily", 100_000..<300_000)], in: long)
    #expect(placed[0].range.duration.seconds <= 0.73)
    #expect(placed[1].range.duration.seconds == 2)
    #expect(placed[1].start.seconds == 6.25)
  }

  @Test(arguments: 0..<40)
  func `words are in order and do not overlap, whatever the alignment says`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let probabilities = (0..<700).map { _ in Float.random(in: 0...1, using: &generator) }
    var start = 0
    let words = (0..<30).map { index in
      let length = Int.random(in: 0...6000, using: &generator)
      defer { start = max(0, start + Int.random(in: -500...4000, using: &generator)) }
      return word("w\(index)", min(start, 64_000)..<min(start + length, 70_000).clampedUp(to: min(start, 64_000)))
    }
    let placed = WordPlacer(probabilities: probabilities).place(words, in: window)
    #expect(placed.map(\.text) == words.map(\.text))
    var end = MediaTime.zero
    for word in placed {
      #expect(word.start >= end && word.end >= word.start)
      #expect(word.range.duration.seconds <= 2)
      end = word.end
    }
  }
}

extension Int {
  fileprivate func clampedUp(to bound: Int) -> Int { Swift.max(self, bound) }
}
