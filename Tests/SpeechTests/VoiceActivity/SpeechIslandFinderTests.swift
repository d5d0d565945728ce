import Speech
import TestSupport
import Testing

struct SpeechIslandFinderTests {
  /// Without padding, so that frames can be counted.
  private static let bare: SpeechIslandFinder = {
    var configuration = SpeechIslandFinder.Configuration()
    configuration.padding = 0
    return SpeechIslandFinder(configuration)
  }()

  /// Probabilities from a drawing, a character a frame: `#` speech, `~` between the thresholds, `.` silence.
  private func probabilities(_ drawing: [(Character, Int)]) -> [Float] {
    drawing.flatMap { mark, count in
      [Float](repeating: ["#": 0.9, "~": 0.42, ".": 0.02][mark] ?? 0, count: count)
    }
  }

  private func frames(_ drawing: [(Character, Int)]) -> [Range<Int>] {
    let probabilities = probabilities(drawing)
    return Self.bare.islands(probabilities, sampleCount: probabilities.count * 512)
      .map { $0.lowerBound / 512..<$0.upperBound / 512 }
  }

  @Test func `what counts as an island`() {
    #expect(frames([]) == [])
    #expect(frames([(".", 50)]) == [])
    #expect(frames([("~", 50)]) == [], "nothing begins below the onset")
    #expect(frames([(".", 10), ("#", 20), (".", 30)]) == [10..<30])
    #expect(frames([("#", 20)]) == [0..<20], "speech may last to the end")
    #expect(frames([(".", 5), ("#", 2), (".", 30)]) == [], "a click of 64 ms")
    #expect(frames([(".", 5), ("#", 3), (".", 30)]) == [5..<8], "96 ms is nearest to the tenth of a second")
  }

  @Test func `short pauses are bridged and long ones are not`() {
    // Half a second is 15.6 frames.
    #expect(frames([("#", 20), (".", 15), ("#", 20)]) == [0..<55])
    #expect(frames([("#", 20), (".", 16), ("#", 20)]) == [0..<20, 36..<56])
  }

  @Test func `between the thresholds speech goes on, and so does silence`() {
    #expect(frames([("#", 20), ("~", 40), ("#", 20)]) == [0..<80])
    #expect(frames([("#", 20), (".", 1), ("~", 40), ("#", 20)]) == [0..<20, 61..<81])
  }

  @Test func `padding stays in the file and is shared between neighbours`() {
    let drawing = probabilities([("#", 20), (".", 20), ("#", 20)])
    var configuration = SpeechIslandFinder.Configuration()
    configuration.padding = 0.5  // 8000 samples; the pause has 10,240
    let islands = SpeechIslandFinder(configuration).islands(drawing, sampleCount: 60 * 512 - 100)
    #expect(islands == [0..<15_360, 15_360..<60 * 512 - 100])
  }

  @Test func `an island that is too long is cut where speech is least likely`() {
    var drawing = probabilities([("#", 1200)])
    for frame in 700..<712 { drawing[frame] = 0.45 }  // a dip: still speech
    let islands = Self.bare.islands(drawing, sampleCount: 1200 * 512)
    #expect(islands.count == 2)
    #expect(islands[0].lowerBound == 0 && islands[1].upperBound == 1200 * 512)
    #expect(islands[0].upperBound == islands[1].lowerBound)
    #expect((700..<712).contains(islands[0].upperBound / 512))
  }

  @Test(.timeLimit(.minutes(1)))
  func `a day of speech without a pause`() {
    let probabilities = [Float](repeating: 0.9, count: 2_700_000)
    let islands = Self.bare.islands(probabilities, sampleCount: probabilities.count * 512)
    #expect(islands.first?.lowerBound == 0 && islands.last?.upperBound == probabilities.count * 512)
    #expect(zip(islands, islands.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    #expect(islands.allSatisfy { !$0.isEmpty && $0.count <= 480_000 })
  }

  @Test(arguments: [-1, 0, 1e-9, 0.01, 0.064, 0.128, 0.15, 0.5, 1])
  func `a window of any length ends`(maximum: Double) {
    var configuration = SpeechIslandFinder.Configuration()
    configuration.maximumDuration = maximum
    let probabilities = probabilities([("#", 300)])
    let islands = SpeechIslandFinder(configuration).islands(probabilities, sampleCount: 300 * 512 - 7)
    #expect(islands.first?.lowerBound == 0 && islands.last?.upperBound == 300 * 512 - 7)
    #expect(zip(islands, islands.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    #expect(islands.allSatisfy { !$0.isEmpty && $0.count <= max(4 * 512, Int(maximum * 16_000)) })
  }

  @Test(arguments: 0..<60)
  func `whatever is heard, islands are ordered, apart, inside the file and fit the window`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var probabilities: [Float] = []
    while probabilities.count < 4000 {
      let level = Float.random(in: 0...1, using: &generator)
      let count = Int.random(in: 1...(seed.isMultiple(of: 3) ? 2500 : 60), using: &generator)
      for _ in 0..<count {
        probabilities.append(min(1, max(0, level + Float.random(in: -0.2...0.2, using: &generator))))
      }
    }
    let sampleCount = probabilities.count * 512 - Int.random(in: 0..<512, using: &generator)
    var configuration = SpeechIslandFinder.Configuration()
    configuration.padding = Double.random(in: 0...0.6, using: &generator)
    let islands = SpeechIslandFinder(configuration).islands(probabilities, sampleCount: sampleCount)
    var end = 0
    for island in islands {
      #expect(island.lowerBound >= end && !island.isEmpty && island.upperBound <= sampleCount)
      #expect(island.count <= 480_000)
      end = island.upperBound
    }
    // Every run of frames that is surely speech and no click lies in islands.
    var run = 0
    for (frame, probability) in probabilities.enumerated() {
      run = probability >= 0.5 ? run + 1 : 0
      guard run >= 4 else { continue }
      let middle = frame * 512 + 256
      guard middle < sampleCount else { continue }
      #expect(islands.contains { $0.contains(middle) }, "frame \(frame)")
    }
    let windows = SpeechWindow.pack(islands, capacity: 480_000)
    #expect(windows.flatMap { $0.pieces.map(\.source) } == islands)
  }
}
