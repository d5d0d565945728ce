import Foundation
import Subtitles
import TTML
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct TTMLTests {
  private func read(_ text: String) throws -> [Cue] { try TTMLFormat().read(Data(text.utf8)).cues }

  private func cue(_ start: Int64, _ end: Int64, _ lines: [String]) -> Cue {
    Cue(range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), lines: lines)
  }

  /// A document around `body`, with attributes on its root.
  private func tt(_ body: String, _ attributes: String = "") -> String {
    """
    <tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
      xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="en" \(attributes)>\(body)</tt>
    """
  }

  @Test func golden() throws {
    let document = SubtitleDocument(
      cues: [
        cue(1000, 2500, ["The ferry leaves", "at noon."]), cue(3000, 360_000_123, ["a <i>tag</i>, \"&amp;\" and ]]>"]),
        cue(2500, 2900, ["", "Zoë 日本語 & 1 < 2\n\n\u{1}"]),
      ], language: "pt-BR")
    try GoldenFile.verify(TTMLFormat().write(document), "ttml/basic.ttml")
  }

  @Test func goldenEmpty() throws {
    try GoldenFile.verify(TTMLFormat().write(SubtitleDocument(cues: [])), "ttml/empty.ttml")
  }

  @Test func languageComesBack() throws {
    let document = SubtitleDocument(cues: [], language: "pt-BR")
    #expect(try TTMLFormat().read(TTMLFormat().write(document)) == document)
  }

  @Test(arguments: [
    ("00:00:01.5", "", Int64(1500)), ("00:00:01.0005", "", 1001), ("100:00:00.000", "", 360_000_000),
    ("1.5s", "", 1500), ("1500ms", "", 1500), ("0.025m", "", 1500), ("0.5h", "", 1_800_000),
    ("45f", "ttp:frameRate=\"30\"", 1500), ("00:00:01:12", "ttp:frameRate=\"24\"", 1500),
    ("30f", "ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000 1001\"", 1001),
    ("15000000t", "ttp:tickRate=\"10000000\"", 1500), ("45f", "", 1500), ("3t", "", 3000),
    ("00:00:01:12.1", "ttp:frameRate=\"24\"", 1500),
  ])
  func readsTimes(expression: String, attributes: String, milliseconds: Int64) throws {
    let cues = try read(tt("<body><div><p begin=\"\(expression)\" dur=\"1s\">x</p></div></body>", attributes))
    #expect(SubtitleDocument(cues: cues).normalised().cues == [cue(milliseconds, milliseconds + 1000, ["x"])])
  }

  @Test(arguments: [
    "", "x", "1", "1.s", "-1s", "00:60:00", "00:00", "1:2:3:4:5", "1e9s", "wallclock(\"x\")", "99999999999999999999s",

  ])
  func wrongTimesAreErrors(expression: String) {
    let escaped = expression.replacing("\"", with: "&quot;")
    #expect(throws: SubtitleReadError.self) {
      try read(tt("<body><div><p begin=\"\(escaped)\" end=\"9s\">x</p></div></body>"))
    }
  }

  @Test func timesNest() throws {
    let body = """
      <body begin="10s"><div begin="5s" end="20s"><p begin="1s" dur="2s">a</p><p begin="14s" end="99s">b</p></div></body>
      """
    #expect(try read(tt(body)) == [cue(16_000, 18_000, ["a"]), cue(29_000, 30_000, ["b"])])
  }

  @Test func sequencesFollowEachOther() throws {
    let body = """
      <body><div timeContainer="seq" begin="1s"><p dur="2s">a</p><p begin="1s" dur="2s">b</p></div></body>
      """
    #expect(try read(tt(body)) == [cue(1000, 3000, ["a"]), cue(4000, 6000, ["b"])])
  }

  @Test func spansWithTimesBecomeCues() throws {
    let body = """
      <body><div><p begin="10s" end="20s">one <span begin="2s" end="4s">two</span><span begin="4s"> three</span></p></div></body>
      """
    #expect(
      try read(tt(body)) == [
        cue(10_000, 12_000, ["one"]), cue(12_000, 14_000, ["one two"]), cue(14_000, 20_000, ["one three"]),
      ])
  }

  @Test func lineBreaksAndSpace() throws {
    let body = """
      <body><div><p begin="0s" end="1s">
          a  b<br/>
          <span>c<br/>d</span> <metadata>no</metadata><![CDATA[<e>]]>
        </p><p begin="1s" end="2s" xml:space="preserve">x
      y</p></div></body>
      """
    #expect(try read(tt(body)) == [cue(0, 1000, ["a b", "c", "d <e>"]), cue(1000, 2000, ["x", "y"])])
  }

  @Test func rubyTextIsLeftOut() throws {
    let body = """
      <body><div><p begin="0s" end="1s"><span tts:ruby="container"><span tts:ruby="base">漢</span><span tts:ruby="text">かん</span></span>字</p></div></body>
      """
    #expect(try read(tt(body)) == [cue(0, 1000, ["漢字"])])
  }

  @Test func openEndsGoToTheNextCue() throws {
    let body = "<body><div><p begin=\"1s\">a</p><p begin=\"3s\">b</p><p begin=\"60s\">c</p></div></body>"
    #expect(try read(tt(body)) == [cue(1000, 3000, ["a"]), cue(3000, 13_000, ["b"]), cue(60_000, 70_000, ["c"])])
  }

  @Test(arguments: [
    "", "hello", "<tt/", "<tt xmlns=\"http://example.org/other\"/>", "<html/>",
    "<!DOCTYPE tt><tt xmlns=\"http://www.w3.org/ns/ttml\"/>",
    "<!DOCTYPE tt [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><tt xmlns=\"http://www.w3.org/ns/ttml\">&x;</tt>",
    "<tt xmlns=\"http://www.w3.org/ns/ttml\">&x;</tt>",
  ])
  func whatIsNotTTMLIsAnError(text: String) {
    #expect(throws: SubtitleReadError.self) { try read(text) }
  }

  @Test func entityBombsAreRefusedAtOnce() {
    var declarations = "<!ENTITY a0 \"lol\">"
    for level in 1...9 {
      declarations += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">"
    }
    #expect(throws: SubtitleReadError.self) { try read("<!DOCTYPE tt [\(declarations)]><tt>&a9;</tt>") }
  }

  @Test func deepNestingIsRefused() {
    let body = String(repeating: "<div>", count: 5000) + String(repeating: "</div>", count: 5000)
    #expect(throws: SubtitleReadError.self) { try read(tt("<body>\(body)</body>")) }
  }

  @Test func paragraphsOfThousandsOfTimesAreRefused() {
    let spans = (0..<3000).map { "<span begin=\"\($0)ms\">x</span>" }.joined()
    #expect(throws: SubtitleReadError.self) { try read(tt("<body><div><p>\(spans)</p></div></body>")) }
  }

  @Test func namesThatAreNotWellFormedSayWhere() {
    #expect { try read("<tt xmlns=\"http://www.w3.org/ns/ttml\">\n<body>\n</tt>") } throws: { error in
      (error as? SubtitleReadError)?.line == 3
    }
  }

  @Test(.enabled(if: TestData.isAvailable)) func readsTheCollection() throws {
    var read = 0
    var failed = 0
    for file in try SampleFiles.all(withExtension: "ttml", "xml") {
      do {
        let document = try TTMLFormat().read(file.data)
        read += 1
        #expect(try TTMLFormat().read(TTMLFormat().write(document)).cues == document.normalised().cues, "\(file.name)")
      } catch {
        failed += 1
        #expect(error is SubtitleReadError, "\(file.name)")
        if file.name.contains("_valid") || file.name.contains("imsc1") || file.name.contains("ebu_tt_d") {
          print("TTML: \(file.name): \(error)")
        }
      }
    }
    print("TTML: \(read) files of the collection read, \(failed) refused")
    #expect(read > 100)
  }
}
