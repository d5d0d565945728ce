import Foundation
import LRC
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct RoundTripTests {
  /// Cues that follow each other at once, or after more than a second: such as the format can hold.
  @Test func readsBackWhatItWrote() throws {
    var generator = SeededGenerator(seed: 31)
    for _ in 0..<400 {
      var time: Int64 = 0
      var cues: [Cue] = []
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        let start = time + (Bool.random(using: &generator) ? 0 : Int64.random(in: 101...2_000, using: &generator))
        time = start + Int64.random(in: 10...900, using: &generator)
        cues.append(cue(start, time, using: &generator))
      }
      var document = SubtitleDocument(cues: cues, language: Bool.random(using: &generator) ? "ja" : .undetermined)
      document.title = Bool.random(using: &generator) ? "A [song]" : nil
      var expected = document.normalised(keeping: LRCFormat.features, perSecond: 100)
      // A cue without text leaves what was there before, if only for as long as a pause may be.
      expected.cues = held(expected.cues)
      let found = try LRCFormat().read(LRCFormat().write(document))
      #expect(found == expected)
      #expect(scalars(found) == scalars(expected))
      #expect(LRCFormat().write(found) == LRCFormat().write(document))
    }
  }

  /// Cues of any times: what comes back is what the last stamp says.
  @Test func anyTimes() throws {
    var generator = SeededGenerator(seed: 32)
    for _ in 0..<400 {
      let cues = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        let start = Int64.random(in: -100...1_000, using: &generator)
        return cue(start, start + Int64.random(in: 0...900, using: &generator), using: &generator)
      }
      let document = SubtitleDocument(cues: cues).normalised(keeping: [], perSecond: 100)
      let found = try LRCFormat().read(LRCFormat().write(document)).cues
      #expect(found.flatMap(\.lines) == document.cues.flatMap(\.lines))
      #expect(found.map(\.range) == held(document.cues).map(\.range))
    }
  }

  /// Cues that begin together are one; each lasts until the next, or to its end where that comes more than a second later.
  private func held(_ cues: [Cue]) -> [Cue] {
    var result: [Cue] = []
    for cue in cues {
      if let last = result.last, last.range.start == cue.range.start {
        result[result.count - 1].text += cue.text
        result[result.count - 1].range.end = max(last.range.end, cue.range.end)
      } else {
        result.append(cue)
      }
    }
    for index in result.indices.dropLast() {
      let next = result[index + 1].range.start
      if next - result[index].range.end <= MediaTime(milliseconds: 1000) { result[index].range.end = next }
    }
    return result
  }

  private func cue(_ start: Int64, _ end: Int64, using generator: inout SeededGenerator) -> Cue {
    let hasWords = Bool.random(using: &generator)
    let lines = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
      var word = start
      return CueLine(
        spans: (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          var span = CueSpan(RandomText.make(count: 5, using: &generator))
          if hasWords, word > start || Bool.random(using: &generator) {
            word = min(end, word + Int64.random(in: 0...200, using: &generator))
            span.start = word > start ? MediaTime(milliseconds: word * 10) : nil
          }
          return span
        })
    }
    return Cue(
      range: TimeRange(start: MediaTime(milliseconds: start * 10), end: MediaTime(milliseconds: end * 10)), text: lines)
  }

  private func scalars(_ document: SubtitleDocument) -> [[[Unicode.Scalar]]] {
    document.cues.map { $0.lines.map { Array($0.unicodeScalars) } }
  }

  private static let pieces: [String] = [
    "[00:01.00]", "[00:02]", "[", "]", "<", ">", "<00:01.50>", "<", "9999999", "99999999999", ":", ".", ",", "0", "\n",
    "\r", "[ti:",
    "[la:", "[offset:", "-", "+", "word", " ", "\u{2060}", "é", "\u{301}", "日", "[999999:59.999]",
  ]

  @Test func scrambledFilesNeverCrash() {
    var generator = SeededGenerator(seed: 33)
    for _ in 0..<5_000 {
      let count = Int.random(in: 0...40, using: &generator)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &generator) ?? "" }.joined()
      do {
        let document = try LRCFormat().read(Data(text.utf8))
        #expect(document.cues.allSatisfy { !$0.text.isEmpty && $0.lines.allSatisfy { !$0.isEmpty } })
        _ = LRCFormat().write(document)
      } catch {
        #expect(error is SubtitleReadError)
      }
    }
  }

  /// What would take hours where the time grew with the square of the length.
  @Test(
    .timeLimit(.minutes(5)),
    arguments: ["[00:01.00]", "[00:01.00] ", "[00:01.00]a\n", "<00:01.00>", "<", "[", " ", "a<00:02.00>"])
  func longFilesAreReadInTimeThatGrowsWithThem(piece: String) throws {
    let text = String(repeating: piece, count: 50_000)
    _ = try LRCFormat().read(Data("[00:01.00]\(text)\n[00:01.00]\(text)x".utf8))
  }

  @Test(.enabled(if: TestData.isAvailable)) func readsTheCollection() throws {
    for file in try SampleFiles.all(withExtension: "lrc") {
      let document = try LRCFormat().read(file.data)
      #expect(!document.cues.isEmpty, "\(file.name)")
      #expect(
        try LRCFormat().read(LRCFormat().write(document)).cues.map(\.lines) == document.cues.map(\.lines),
        "\(file.name)")
    }
  }
}
