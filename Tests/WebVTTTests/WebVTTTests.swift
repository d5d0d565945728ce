import Foundation
import Subtitles
import TestSupport
import Testing
import Timeline
import WebVTT

@Suite struct WebVTTTests {
  private func read(_ text: String) throws -> [Cue] { try WebVTTFormat().read(Data(text.utf8)).cues }

  private func cue(_ start: Int64, _ end: Int64, _ lines: [String]) -> Cue {
    Cue(range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), lines: lines)
  }

  @Test func golden() throws {
    let document = SubtitleDocument(cues: [
      cue(1000, 2500, ["The ferry leaves", "at noon."]), cue(3000, 360_000_123, ["a <i>tag</i>, &amp; and -->"]),
      cue(2500, 2900, ["", "Zoë 日本語 & 1 < 2\n\n"]),
    ])
    try GoldenFile.verify(WebVTTFormat().write(document), "webvtt/basic.vtt")
  }

  @Test func emptyDocumentIsTheSignature() {
    #expect(WebVTTFormat().write(SubtitleDocument(cues: [])) == Data("WEBVTT\n".utf8))
  }

  @Test(arguments: [
    "WEBVTT\n\n00:01.000 --> 00:02.500\nHi\n",
    "\u{FEFF}WEBVTT\r\n\r\n00:00:01.000 --> 00:00:02.500\r\nHi",
    "WEBVTT - a title\nX-HEADER: 1\n\n00:01.000 --> 00:02.500\nHi\n",
    "WEBVTT\n\nid 7\n00:01.000 --> 00:02.500 align:start line:0\nHi\n",
    "WEBVTT\n\nNOTE\nnothing\n\nSTYLE\n::cue { color: red }\n\n00:01.000-->00:02.500\nHi\n",
    "WEBVTT\n00:01.000 --> 00:02.500\nHi\n",
    "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Ann>Hi</v>\n",
    "WEBVTT\n\n00:01.000 --> 00:02.500\n<c.loud.x><00:00:01.500><b>Hi</b></c>\n",
    "WEBVTT\n\n00:01.000 --> 00:02.500\n<ruby>Hi<rt>hai</rt></ruby>\n",
  ])
  func readsWhatTheSpecificationAllows(text: String) throws {
    let cues = try read(text)
    #expect(cues.map(\.range) == [cue(1000, 2500, []).range] && cues.map(\.lines) == [["Hi"]])
  }

  @Test func wrongCuesAreSkipped() throws {
    let text = """
      WEBVTT

      00:01 --> 00:02
      no fraction

      0:01.000 --> 00:02.000
      one digit

      00:61.000 --> 00:62.000
      sixty-one seconds

      00:01,000 --> 00:02,000
      comma

      00:01.000 --> 00:02.000
      right
      """
    #expect(try read(text) == [cue(1000, 2000, ["right"])])
    #expect(
      try WebVTTFormat().read(Data(text.utf8)).remarks == [
        "4 cues were passed over, the first in line 3: the times are not HH:MM:SS.mmm --> HH:MM:SS.mmm"
      ])
  }

  @Test func otherEncodings() throws {
    let text = "WEBVTT\n\n00:01.000 --> 00:02.000\nZoë naïve café\n"
    let old = try WebVTTFormat().read(try #require(text.data(using: .windowsCP1252)))
    #expect(old.cues.map(\.lines) == [["Zoë naïve café"]] && old.remarks.count == 1)
    let wide = try WebVTTFormat().read(try #require(text.data(using: .utf16)))
    #expect(wide.cues.map(\.lines) == [["Zoë naïve café"]])
    #expect(try WebVTTFormat().read(Data(text.utf8)).remarks.isEmpty)
  }

  @Test(arguments: [
    ("&lt;i&gt; &amp;amp; &quot;", "<i> &amp; \""), ("&#65;&#x42;&#x110000;", "AB&#x110000;"), ("a&b & c&", "a&b & c&"),
    ("&unknown; x", "&unknown; x"), ("&nbsp;&lrm;&rlm;x", "\u{A0}\u{200E}\u{200F}x"), ("x <i", "x"), ("x < y", "x"),
  ])
  func resolvesMarkup(payload: String, expected: String) throws {
    #expect(try read("WEBVTT\n\n00:01.000 --> 00:02.500\n\(payload)\n").first?.lines == [expected])
  }

  @Test func subRipUnderThisNameIsCalledThat() {
    #expect(throws: SubtitleReadError(line: 1, "this is SubRip, not WebVTT: read it as srt")) {
      try read("1\n00:00:01,000 --> 00:00:02,000\nHi\n")
    }
  }

  @Test(arguments: ["", "hello", "webvtt\n", "WEBVTTX\n", " WEBVTT\n"])
  func whatIsNotWebVTTIsAnError(text: String) {
    #expect(throws: SubtitleReadError(line: 1, "this is not WebVTT: the first line is not “WEBVTT”")) { try read(text) }
  }

  @Test(.enabled(if: TestData.isAvailable)) func readsTheCollection() throws {
    var read = 0
    for file in try SampleFiles.all(withExtension: "vtt") {
      do {
        let document = try WebVTTFormat().read(file.data)
        read += 1
        #expect(
          try WebVTTFormat().read(WebVTTFormat().write(document)).cues.map(\.lines)
            == document.normalised().cues.map(\.lines),
          "\(file.name)")
      } catch {
        #expect(error is SubtitleReadError, "\(file.name)")
      }
    }
    print("WebVTT: \(read) files of the collection read")
    #expect(read > 100)
  }
}
