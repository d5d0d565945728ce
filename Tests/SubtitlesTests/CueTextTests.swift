import Subtitles
import TestSupport
import Testing
import Timeline

@Suite struct CueTextTests {
  @Test(arguments: [
    ("a\nb", ["a", "b"]), ("a\r\nb\rc", ["a", "b", "c"]), ("a\u{2028}b\u{85}c", ["a", "b", "c"]), ("\n\n", []),
    ("  a \t b  ", ["a b"]), ("a\u{0}\u{1B}b\u{FFFE}", ["ab"]), ("\u{A0}a\u{3000}", ["\u{A0}a\u{3000}"]),
    (" \n\t\n", []), ("a\n\u{301}", ["a", "\u{301}"]),
  ])
  func makesLines(text: String, expected: [String]) {
    #expect(CueText.lines(of: text) == expected)
  }

  @Test func linesStayAsTheyAreOnceMade() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<1000 {
      let lines = CueText.lines(of: RandomText.make(count: 12, using: &generator))
      #expect(lines.flatMap(CueText.lines) == lines)
      #expect(lines.allSatisfy { !$0.isEmpty })
    }
  }

  @Test func compositionIsNotChanged() {
    let lines = CueText.lines(of: "e\u{301} \u{E9}")
    #expect(lines.map { Array($0.unicodeScalars.map(\.value)) } == [[0x65, 0x301, 0x20, 0xE9]])
  }

  @Test func fileLinesKeepEmptyOnes() {
    #expect(CueText.fileLines(of: "a\r\n\r\nb\rc\n") == ["a", "", "b", "c", ""])
    #expect(CueText.fileLines(of: "") == [""])
  }

  @Test func normalisedDocumentsAreSortedRoundedAndInRange() {
    func range(_ start: Double, _ end: Double) -> TimeRange {
      TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end))
    }
    let document = SubtitleDocument(cues: [
      Cue(range: range(5, 5), lines: ["zero"]), Cue(range: range(-3, 2.3), lines: ["a\n\nb", " "]),
      Cue(range: range(1, 2), lines: ["\u{1}"]), Cue(range: range(1e9, 1e10), lines: ["late"]),
    ])
    let normalised = document.normalised()
    #expect(normalised.cues.map(\.lines) == [["a", "b"], ["zero"], ["late"]])
    #expect(normalised.cues.map(\.range.start.milliseconds) == [0, 5000, 359_999_999_998])
    #expect(normalised.cues.map(\.range.end.milliseconds) == [2300, 5001, 359_999_999_999])
    #expect(normalised.normalised() == normalised)
  }
}
