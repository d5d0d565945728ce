import Foundation
import LRC
import PluginKit
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct LRCTests {
  private func read(_ text: String) throws -> SubtitleDocument { try LRCFormat().read(Data(text.utf8)) }

  private func range(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end))
  }

  private func cue(_ start: Int64, _ end: Int64, _ lines: [String]) -> Cue {
    Cue(range: range(start, end), lines: lines)
  }

  private func word(_ text: String, _ milliseconds: Int64? = nil) -> CueSpan {
    var span = CueSpan(text)
    span.start = milliseconds.map { MediaTime(milliseconds: $0) }
    return span
  }

  private func text(_ cues: [Cue], _ change: (inout LRCConfiguration) -> Void = { _ in }) throws -> String {
    var configuration = LRCConfiguration()
    change(&configuration)
    return String(
      decoding: try LRCFormat(configuration: configuration).write(SubtitleDocument(cues: cues)), as: UTF8.self)
  }

  @Test func golden() throws {
    var document = SubtitleDocument(
      cues: [
        cue(1000, 2500, ["The ferry leaves", "at noon."]), cue(3000, 4000, ["[door slams]"]),
        Cue(
          range: range(5500, 7000),
          text: [CueLine(spans: [word("Zoë", 5700), word(" sings", 6000), word(" 日本語", 6500)])]),
        cue(7000, 360_000_123, ["[12:30] <3 & <00:01.00> -->"]),
      ], language: "en")
    document.title = "The ferry"
    try GoldenFile.verify(LRCFormat().write(document), "lrc/basic.lrc")
  }

  @Test func emptyDocumentIsAnEmptyFile() throws {
    #expect(LRCFormat().write(SubtitleDocument(cues: [])).isEmpty)
    #expect(try read("\u{FEFF}\n \n") == SubtitleDocument(cues: []))
  }

  @Test(arguments: [
    "[00:01.00]Hi\n[00:02.50]\n", "[00:01.00] Hi \r\n[00:02.50] \r\n", "[0:1]Hi\n[0:2.5]", "[00:01:00]Hi\n[00:02:50]",
    "[00:01,000]Hi\n[00:02.500]", "[00:00:01.00]Hi\n[00:00:02.50]", "[00:02.50]\n[00:01.00]Hi",
    "\u{FEFF}[00:01.00]Hi\n[00:02.50]\n",
    "[ar:Band]\n[offset:0]\nsome text\n[chorus]\n\n[00:01.00]Hi\n[00:02.50]\n",
    "[offset:+500]\n[00:01.50]Hi\n[00:03.00]",
    "[00:00.50]Hi\n[00:02.00]\n[offset: -500]",
    "[00:01.00]<00:01.00>Hi<00:02.50>\n[00:09.00]x\n[00:09.00]" + "\n[00:09.50]",
    "[00:01.00]<00:01.00> Hi <00:02.50>",
  ])
  func readsWhatPeopleHave(text: String) throws {
    #expect(try read(text).cues.first == cue(1000, 2500, ["Hi"]))
  }

  @Test func linesLastUntilTheNext() throws {
    let text = "[00:01.00]A\n[00:03.00][00:09.00]B\n[00:05.00] [00:07.00]C\n[00:05.00]D\n[00:08.00]\n"
    #expect(
      try read(text).cues == [
        cue(1000, 3000, ["A"]), cue(3000, 5000, ["B"]), cue(5000, 7000, ["C", "D"]), cue(7000, 8000, ["C"]),
        cue(9000, 19_000, ["B"]),
      ])
  }

  @Test func timesOfWords() throws {
    let text =
      "[00:10.00]<00:10.00>Some <00:10.50>words<00:11.00>\n[00:10.00]more <00:12.00>of<99:00.00>\n[00:12.00][00:20.00]a <00:12.50>b"
    #expect(
      try read(text).cues.map(\.text) == [
        [
          CueLine(spans: [word("Some "), word("words", 10_500)]), CueLine(spans: [word("more "), word("of", 12_000)]),
        ],
        [CueLine(spans: [word("a "), word("b", 12_500)])], ["a b"],
      ])
  }

  @Test func whatIsAboutTheSong() throws {
    let document = try read("[ti: The [old] ferry ]\n[LA:eng]\n[length:2:23]\n[by:me]\n")
    #expect(document.title == "The [old] ferry")
    #expect(document.language == "en")
    #expect(document.cues.isEmpty)
  }

  @Test(arguments: [
    ("[12:30] is late", "[00:01.00]\u{2060}[12:30] is late"), ("[door]", "[00:01.00]\u{2060}[door]"),
    ("a <3 <00:01.00>", "[00:01.00]a <\u{2060}3 <\u{2060}00:01.00>"), ("at [12:30]", "[00:01.00]at [12:30]"),
    ("\u{2060}[1", "[00:01.00]\u{2060}\u{2060}[1"), ("<i>", "[00:01.00]<i>"),
  ])
  func textThatLooksLikeATime(line: String, expected: String) throws {
    let written = try text([cue(1000, 2000, [line])])
    #expect(written == expected + "\n[00:02.00]\n")
    #expect(try read(written).cues == [cue(1000, 2000, [line])])
  }

  @Test func pauses() throws {
    let cues = [cue(0, 1000, ["a"]), cue(2000, 3000, ["b"]), cue(4010, 5000, ["c"]), cue(4500, 9000, ["d"])]
    #expect(try text(cues) == "[00:00.00]a\n[00:02.00]b\n[00:03.00]\n[00:04.01]c\n[00:04.50]d\n[00:09.00]\n")
    let all = "[00:00.00]a\n[00:01.00]\n[00:02.00]b\n[00:03.00]\n[00:04.01]c\n[00:04.50]d\n[00:09.00]\n"
    #expect(try text(cues) { $0.longestGap = 0 } == all)
  }

  @Test func linesOfACue() throws {
    let cues = [Cue(range: range(0, 1000), text: ["a", CueLine(spans: [word("b"), word(" c", 500)])])]
    #expect(try text(cues) == "[00:00.00]a\n[00:00.00]b<00:00.50> c\n[00:01.00]\n")
    #expect(try text(cues) { $0.joinsLines = true } == "[00:00.00]a b<00:00.50> c\n[00:01.00]\n")
  }

  @Test(arguments: [-1, 3601, .nan, .infinity]) func gapsThatAreNone(gap: Double) {
    var configuration = LRCConfiguration()
    configuration.longestGap = gap
    #expect(throws: ConfigurationError.self) { try LRCFormat(configuration: configuration) }
  }

  @Test(arguments: [
    "hello", "[Script Info]\nTitle: x\n", "1\n00:00:01,000 --> 00:00:02,000\nHi\n", "[1]", "[99999999:00]x",
  ])
  func whatIsNotLRCIsAnError(text: String) {
    #expect(
      throws: SubtitleReadError(line: 1, "this is not LRC: no line begins with a time like [01:23.45]")
    ) { try read(text) }
  }
}
