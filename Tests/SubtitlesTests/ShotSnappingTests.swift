import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

/// Cues that lie near a change of shot begin or end with it.
@Suite struct ShotSnappingTests {
  private let rate = Rational(24, 1)

  /// The frames at which the cues of two sentences begin and end; the words of each take a third of a second.
  private func frames(shots: [Int64], from second: Double = 4, style: String = "netflix") throws -> [[Int64]] {
    let grid = TimeGrid(frameRate: rate)
    let transcript = Script.transcript(
      [
        Script.segment("The ferry leaves at noon.", from: 1, perWord: 1.0 / 3),
        Script.segment(
          "And it will not wait for anybody who comes too late for it today.", from: second, perWord: 1.0 / 3),
      ], duration: 20)
    let style = try HouseStyles.builtIn.style(named: style)
    let cues = Cueing(style: style, frameRate: rate).document(from: transcript, shots: shots.map { grid.time(of: $0) })
      .cues
    return cues.map { [grid.ticks($0.range.start), grid.ticks($0.range.end)] }
  }

  @Test func `what is right already stays`() throws {
    let plain = try frames(shots: [])
    #expect(plain[0][0] == 24)
    #expect(try frames(shots: [plain[0][0], plain[0][1] + 2, plain[1][0], plain[1][1] + 2]) == plain)
  }

  @Test(arguments: [(27, 27), (21, 21), (30, 30), (34, 22), (35, 23), (36, 24), (12, 24)] as [(Int64, Int64)])
  func `a cue begins with its shot, or half a second before`(shot: Int64, start: Int64) throws {
    #expect(try frames(shots: [shot])[0][0] == start)
  }

  @Test(arguments: [(6, 4), (-4, -6), (11, 9), (12, 0)] as [(Int64, Int64)])
  func `a cue ends before its shot does`(shot: Int64, move: Int64) throws {
    let end = try frames(shots: [])[0][1]
    #expect(try frames(shots: [end + shot])[0][1] == end + move)
  }

  @Test func `one begins with the shot before which the other ends`() throws {
    // The second sentence follows at once, and the change lies between.
    let plain = try frames(shots: [], from: 2.75)
    let shot = plain[1][0] + 3
    let found = try frames(shots: [shot], from: 2.75)
    #expect(found[0][1] == shot - 2 && found[1][0] == shot)
  }

  @Test func `styles that do not care leave cues alone`() throws {
    #expect(try frames(shots: [27, 60], style: "dcmp") == frames(shots: [], style: "dcmp"))
  }

  /// What the checker still finds on our own cues could not be helped.
  @Test(arguments: [UInt64](1...40)) func `nothing near a change of shot could be better`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var clock = 1.0
    let segments = (0..<40).map { _ in
      let start = clock
      let count = Int.random(in: 2...14, using: &generator)
      let text = (0..<count).map { _ in "word" }.joined(separator: " ") + "."
      let perWord = Double.random(in: 0.2...0.5, using: &generator)
      clock += Double(count) * perWord + Double.random(in: 0.05...2, using: &generator)
      return Script.segment(text, from: start, perWord: perWord)
    }
    let transcript = Script.transcript(segments, duration: clock + 5)
    let grid = TimeGrid(frameRate: rate)
    var shot = Int64(0)
    let shots = (0..<80).map { _ in
      shot += Int64.random(in: 8...150, using: &generator)
      return grid.time(of: shot)
    }
    let document = Cueing(frameRate: rate).document(from: transcript, shots: shots)
    let checker = StyleChecker(
      style: .standard, language: "en", frameRate: rate, shots: shots, transcript: transcript)
    let violations = checker.violations(in: document)
    let missed = violations.filter { [.shotStart, .shotEnd].contains($0.rule) }
    #expect(missed.filter(\.isAvoidable).isEmpty)
    #expect(missed.count < document.cues.count / 3)
    let bare = Cueing(frameRate: rate).document(from: transcript)
    let before = checker.violations(in: bare).count { [.shotStart, .shotEnd].contains($0.rule) }
    #expect(missed.count < before)
  }
}
