import Foundation
import SubRip
import Subtitles
import TestSupport
import Testing
import Timeline

@Suite struct SubRipTests {
  private func read(_ text: String) throws -> [Cue] { try SubRipFormat().read(Data(text.utf8)).cues }

  private func cue(_ start: Int64, _ end: Int64, _ lines: [String]) -> Cue {
    Cue(range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), lines: lines)
  }

  @Test func golden() throws {
    let document = SubtitleDocument(cues: [
      cue(1000, 2500, ["The ferry leaves", "at noon."]), cue(3000, 360_000_123, ["a <i>tag</i>, {\\an8} and -->"]),
      cue(2500, 2900, ["", "Zoë 日本語 & 1 < 2\n\n"]),
    ])
    try GoldenFile.verify(SubRipFormat().write(document), "subrip/basic.srt")
  }

  @Test func emptyDocumentIsAnEmptyFile() throws {
    #expect(SubRipFormat().write(SubtitleDocument(cues: [])).isEmpty)
    #expect(try read("").isEmpty)
    #expect(try read("\u{FEFF}\n \n").isEmpty)
  }

  @Test func byteOrderMarkOnRequest() throws {
    var configuration = SubRipConfiguration()
    configuration.byteOrderMark = true
    let data = SubRipFormat(configuration: configuration).write(SubtitleDocument(cues: [cue(0, 1000, ["a"])]))
    #expect(data.starts(with: [0xEF, 0xBB, 0xBF, 0x31]))
    #expect(try SubRipFormat().read(data).cues == [cue(0, 1000, ["a"])])
  }

  @Test(arguments: [
    "1\n00:00:01,000 --> 00:00:02,500\nHi\n",
    "1\r\n00:00:01,000 --> 00:00:02,500\r\nHi\r\n\r\n",
    "1\r00:00:01,000 --> 00:00:02,500\rHi\r",
    "\u{FEFF}1\n00:00:01,000 --> 00:00:02,500\nHi",
    "00:00:01,000 --> 00:00:02,500\nHi\n",
    "7\n00:00:01.000 --> 00:00:02.500\nHi\n",
    "1\n00:01,000 --> 00:02,500\nHi\n",
    "1\n0:0:1,0 --> 0:0:2,5\nHi\n",
    "1\n00:00:01 --> 00:00:02,50\nHi\n",
    "1\n00:00:01,000-->00:00:02,500\nHi\n",
    "1\n00: 00: 01, 000 --> 00: 00: 02, 500\nHi\n",
    "1\n00:00:01,000 --> 00:00:02,500  X1:100 X2:200 Y1:100 Y2:200\nHi\n",
    "\n\n1\n\t00:00:01,000 --> 00:00:02,500 \n\n  Hi  \n\n\n",
    "1\n00:00:01,000 --> 00:00:02,500\n<i>Hi</i>\n",
    "1\n00:00:01,000 --> 00:00:02,500\n{\\an8}<font color=\"#fff\"><B>Hi</B></font>\n",
  ])
  func readsWhatPeopleHave(text: String) throws {
    let cues = try read(text)
    #expect(cues.map(\.range) == [cue(1000, 2500, []).range] && cues.map(\.lines) == [["Hi"]])
  }

  @Test func `tags and places are read and written`() throws {
    let text = """
      1
      00:00:01,000 --> 00:00:02,000
      {\\an8}<b>one</b> <font color="#ff0000"><i>two</i></font>
      <i>three</i>

      """
    let cues = try read(text)
    #expect(cues[0].placement == .top && cues[0].lines == ["one two", "three"])
    #expect(cues[0].text[0].spans.map(\.style.isBold) == [true, false, false])
    #expect(cues[0].text[0].spans.last?.style.color == TextColor(255, 0, 0))
    #expect(String(decoding: SubRipFormat().write(SubtitleDocument(cues: cues)), as: UTF8.self) == text)
  }

  @Test(arguments: [
    ("{\\an5}x", CuePlacement.Edge.middle, CuePlacement.Alignment.center), ("{\\a6}x", .top, .center),
    ("{\\a4}x", .top, .left), ("{\\a1}x", .bottom, .left), ("{\\an3}x", .bottom, .right),
    ("{\\pos(1,2)\\an7}x", .top, .left),
  ])
  func `places are keys of a keypad`(text: String, edge: CuePlacement.Edge, alignment: CuePlacement.Alignment) throws {
    let cue = try #require(try read("00:00:01,000 --> 00:00:02,000\n\(text)\n").first)
    #expect(cue.lines == ["x"] && cue.placement?.edge == edge && cue.placement?.alignment == alignment)
  }

  @Test func `tags hold over lines, and need not be closed`() throws {
    let cue = try #require(try read("00:00:01,000 --> 00:00:02,000\n<i>a <b>b\nc</i> d</b>\n").first)
    #expect(cue.lines == ["a b", "c d"])
    #expect(cue.text.map { $0.spans.map(\.style.isItalic) } == [[true, true], [true, false]])
  }

  /// There is no alpha: text that cannot be seen would be.
  @Test func transparentTextIsNotWritten() throws {
    var cue = cue(1000, 2000, [])
    func span(_ text: String, _ alpha: UInt8) -> CueSpan {
      var span = CueSpan(text)
      span.style.color = TextColor(255, 0, 0, alpha: alpha)
      return span
    }
    cue.text = [CueLine(spans: [span("seen ", 128), span("unseen", 0)]), CueLine(spans: [span("nor this", 0)])]
    var document = SubtitleDocument(cues: [cue])
    #expect(SubRipFormat().losses(of: document) == [.transparency(1), .invisible(1)])
    let text = String(decoding: SubRipFormat().write(document), as: UTF8.self)
    #expect(text == "1\n00:00:01,000 --> 00:00:02,000\n<font color=\"#ff0000\">seen</font>\n")
    document.cues[0].text = [CueLine(spans: [span("unseen", 0)])]
    #expect(SubRipFormat().write(document).isEmpty)
    let read = try read("1\n00:00:01,000 --> 00:00:02,000\n<font color=\"#ff000080\">x</font>\n")
    #expect(read.first?.text.first?.spans.first?.style.color == TextColor(255, 0, 0))
  }

  @Test func `the start is the side on which the script begins`() throws {
    var placement = CuePlacement()
    placement.alignment = .start
    var cues = [cue(1000, 2000, ["שלום"]), cue(3000, 4000, ["Hello"])]
    for index in cues.indices { cues[index].placement = placement }
    let text = String(decoding: SubRipFormat().write(SubtitleDocument(cues: cues)), as: UTF8.self)
    #expect(text.contains("{\\an3}שלום") && text.contains("{\\an1}Hello"))
  }

  @Test func cuesWithoutBlankLinesBetweenThem() throws {
    let text = "1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:03,000 --> 00:00:04,000\nB\n"
    #expect(try read(text) == [cue(1000, 2000, ["A"]), cue(3000, 4000, ["B"])])
  }

  @Test(arguments: [
    // Ends of lines that were doubled: the number is between blank lines.
    "1\r\r\n00:00:01,000 --> 00:00:02,000\r\r\nA\r\r\n\r\r\n2\r\r\n00:00:03,000 --> 00:00:04,000\r\r\nB\r\r\n\r\r\n",
    // Files that were put together.
    "\u{FEFF}1\n00:00:01,000 --> 00:00:02,000\nA\n\n\u{FEFF}1\n00:00:03,000 --> 00:00:04,000\nB\n",
    "1\n00:00:01,000 --> 00:00:02,000\nA\n\u{FEFF}00:00:03,000 --> 00:00:04,000\nB\n",
    // A number to which nothing comes.
    "1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n\n3\n",
    "7\n\n00:00:01,000 --> 00:00:02,000\nA\n\n9\n\n00:00:03,000 --> 00:00:04,000\nB",
  ])
  func numbersAreNoText(text: String) throws {
    #expect(try read(text) == [cue(1000, 2000, ["A"]), cue(3000, 4000, ["B"])])
  }

  @Test(arguments: [
    ("1\n00:00:01,000 --> 00:00:02,000\n10\n\n2\n00:00:03,000 --> 00:00:04,000\n7\n", [["10"], ["7"]]),
    ("00:00:01,000 --> 00:00:02,000\n10\n\n00:00:03,000 --> 00:00:04,000\n\n7\n\n", [["10"], ["7"]]),
    (
      "1\n00:00:01,000 --> 00:00:02,000\nten\n10\n\n2\n00:00:03,000 --> 00:00:04,000\nof\n\n7\n",
      [["ten", "10"], ["of", "7"]]
    ),
    ("1\n\n00:00:01,000 --> 00:00:02,000\n\n10\n\n2\n\n00:00:03,000 --> 00:00:04,000\n\n7", [["10"], ["7"]]),
    ("9223372036854775807\n00:00:01,000 --> 00:00:02,000\nA\n\n1\n", [["A", "1"]]),
  ])
  func textMayBeANumber(text: String, expected: [[String]]) throws {
    #expect(try read(text).map(\.lines) == expected)
  }

  /// As programs write times that were moved before the beginning.
  @Test func timesBeforeTheBeginning() throws {
    let text = "1\n-00:00:00,500 --> 00:00:01,000\nA\n\n2\n00:00:02,000 --> 00:00:03,000\nB\n"
    #expect(try read(text) == [cue(0, 1000, ["A"]), cue(2000, 3000, ["B"])])
    #expect(throws: SubtitleReadError.self) { try read("1\n--00:00:00,500 --> 0-0:00:01,000\nA\n") }
  }

  /// What is open is looked through for each end.
  @Test(.timeLimit(.minutes(1))) func manyTagsTakeNoLongTime() throws {
    let count = 100_000
    let tags = String(repeating: "<b>", count: count) + "x" + String(repeating: "</i>", count: count)
    let cue = try #require(try read("1\n00:00:01,000 --> 00:00:02,000\n\(tags)y\n").first)
    #expect(cue.lines == ["xy"] && cue.text[0].spans[0].style.isBold)
  }

  @Test func blankLineInsideText() throws {
    let text = "1\n00:00:01,000 --> 00:00:02,000\nA\n\nB\n\n2\n00:00:03,000 --> 00:00:04,000\nC\n"
    #expect(try read(text) == [cue(1000, 2000, ["A", "B"]), cue(3000, 4000, ["C"])])
  }

  @Test func whatIsNoTagStays() throws {
    let text = "1\n00:00:01,000 --> 00:00:02,000\n1 < 2 > 0 <3 <blink> {x} I&amp;O\n"
    #expect(try read(text).first?.lines == ["1 < 2 > 0 <3 <blink> {x} I&amp;O"])
  }

  @Test func oldEncodings() throws {
    let head = "1\n00:00:01,000 --> 00:00:02,000\n"
    #expect(try SubRipFormat().read(Data(head.utf8) + [0x5A, 0x6F, 0xEB, 0x80, 0x0A]).cues.first?.lines == ["Zoë€"])
    for (mark, isBig) in [([UInt8(0xFF), 0xFE], false), ([0xFE, 0xFF], true)] {
      let bytes = (head + "Zoë 👋").utf16.flatMap { unit -> [UInt8] in
        let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
        return isBig ? pair : pair.reversed()
      }
      #expect(try SubRipFormat().read(Data(mark + bytes)).cues.first?.lines == ["Zoë 👋"])
    }
  }

  @Test(arguments: [
    "hello", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", "{1}{2}MicroDVD", "99999999:00:00,0 --> 1:2:3,4\nx",
  ])
  func whatIsNotSubRipIsAnError(text: String) {
    #expect(throws: SubtitleReadError.self) { try read(text) }
  }

  @Test func errorSaysWhereAndWhatIsExpected() {
    #expect(
      throws: SubtitleReadError(line: 2, "this is not SubRip: no line has two times like 00:00:01,000 --> 00:00:02,000")
    ) {
      try read("\nhello")
    }
  }

  @Test(.enabled(if: TestData.isAvailable)) func readsTheCollection() throws {
    for file in try SampleFiles.all(withExtension: "srt") {
      let document = try SubRipFormat().read(file.data)
      #expect(!document.cues.isEmpty, "\(file.name)")
      #expect(
        try SubRipFormat().read(SubRipFormat().write(document)).cues
          == document.normalised(keeping: SubRipFormat.features).cues, "\(file.name)")
    }
  }
}
