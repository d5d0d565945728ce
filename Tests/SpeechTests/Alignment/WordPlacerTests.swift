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

  @Test func `a word in silence goes to the nearest speech of its piece`() {
    var probabilities = [Float](repeating: 0, count: 700)
    for frame in [320, 321, 350, 360, 630] { probabilities[frame] = 0.9 }  // 350 starts at 179,200
    let placer = WordPlacer(probabilities: probabilities)
    // 176,600 to 178,000, nearer to the speech after it, and 165,000 to 166,000, nearer to that before.
    #expect(samples(placer.place([word("late", 16_600..<18_000)], in: window)) == [179_200..<179_712])
    #expect(samples(placer.place([word("early", 5000..<6000)], in: window)) == [164_352..<164_864])
    // The speech of another piece is further away than it seems.
    #expect(samples(placer.place([word("last", 31_000..<31_900)], in: window)) == [184_320..<184_832])
  }

  @Test func `a segment whose words were found in silence is trusted less`() {
    var probabilities = voiced
    for frame in 330..<370 { probabilities[frame] = 0.1 }  // from 168,960 to 189,440
    let placer = WordPlacer(probabilities: probabilities)
    let words = [
      word("said", 1600..<4000), word("here", 4000..<8000), word("hummed", 12_000..<14_000),
      word("there", 14_000..<16_000), word("now", 40_000..<42_000),
    ]
    let placed = placer.place(words, in: window)
    let segments = [placed.prefix(2), placed[2..<4], placed.suffix(1)].map {
      Segment(words: Array($0), language: "en", trust: .full)
    }
    let judged = placer.judged(segments, of: words, in: window)
    #expect(judged.map { $0.trust == .full } == [true, false, true])
    #expect(judged.map(\.words) == segments.map(\.words))
  }

  @Test func `a pause ends a word`() {
    var probabilities = voiced
    for frame in 320..<328 { probabilities[frame] = 0.1 }
    let placer = WordPlacer(probabilities: probabilities)
    let range = 161_600 - 160_000..<172_000 - 160_000
    #expect(samples(placer.place([word("swallowed", range)], in: window)) == [161_600..<320 * 512])
    probabilities[324] = 0.9
    #expect(
      samples(WordPlacer(probabilities: probabilities).place([word("stopped", range)], in: window))
        == [161_600..<172_000])
  }

  /// Speech and silence in turn, of any length.
  private func speech(frames: Int, using generator: inout SeededGenerator) -> [Float] {
    var result: [Float] = []
    var isVoiced = Bool.random(using: &generator)
    while result.count < frames {
      let range: ClosedRange<Float> = isVoiced ? 0.36...1 : 0...0.34
      for _ in 0..<Int.random(in: 1...40, using: &generator) {
        result.append(Float.random(in: range, using: &generator))
      }
      isVoiced.toggle()
    }
    return Array(result.prefix(frames))
  }

  @Test(arguments: 0..<100)
  func `words are in order, two seconds long at most, and none lies in silence, whatever the alignment says`(
    seed: Int
  ) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var probabilities = speech(frames: 700, using: &generator)
    // An island always holds speech.
    for frame in [330, 640] { probabilities[frame] = 0.9 }
    var start = 0
    let words = (0..<30).map { index in
      let length = Int.random(in: 0...(index % 7 == 0 ? 60_000 : 6000), using: &generator)
      defer { start = max(0, start + Int.random(in: -500...4000, using: &generator)) }
      let first = min(start, 64_000)
      return word("w\(index)", first..<max(first, min(start + length, 70_000)))
    }
    let placed = WordPlacer(probabilities: probabilities).place(words, in: window)
    #expect(placed.map(\.text) == words.map(\.text))
    var end = MediaTime.zero
    for (word, samples) in zip(placed, samples(placed)) {
      #expect(word.start >= end && word.end >= word.start)
      #expect(word.range.duration.seconds <= 2)
      #expect(
        window.pieces.contains {
          $0.source.lowerBound <= samples.lowerBound && samples.upperBound <= $0.source.upperBound
        })
      #expect(probabilities[samples.lowerBound / 512] >= 0.35, "\(samples)")
      end = word.end
    }
  }
}
