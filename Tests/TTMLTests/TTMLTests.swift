import Foundation
import Subtitles
import TTML
import TestSupport
import Testing
import Timeline

/// What is read at all, and what is refused.
@Suite struct TTMLTests {
  @Test func lineBreaksAndSpace() throws {
    let body = """
      <div><p begin="0s" end="1s">
          a  b<br/>
          <span>c<br/>d</span> <metadata>no</metadata><![CDATA[<e>]]>
        </p><p begin="1s" end="2s" xml:space="preserve">x
      y</p></div>
      """
    #expect(
      try Documents.read(Documents.tt(body)).cues == [
        Documents.cue(0, 1000, ["a b", "c", "d <e>"]), Documents.cue(1000, 2000, ["x", "y"]),
      ])
  }

  @Test(arguments: ["http://www.w3.org/2006/10/ttaf1", "http://www.w3.org/2006/04/ttaf1", ""])
  func draftsAreRead(namespace: String) throws {
    let text = """
      <tt xmlns="\(namespace)" xmlns:tts="http://www.w3.org/2006/10/ttaf1#style"><head><styling>
      <style id="i" tts:fontStyle="italic"/></styling></head>
      <body><div><p begin="00:00:01.00" dur="00:00:02.00" style="i">a</p></div></body></tt>
      """
    let cue = try #require(try Documents.read(text).cues.first)
    #expect(cue.text == [CueLine(spans: [CueSpan("a", style: .italic)])])
    #expect(cue.range.end == MediaTime(milliseconds: 3000))
  }

  @Test(arguments: [
    "", "hello", "<tt/", "<tt xmlns=\"http://example.org/other\"/>", "<html/>",
    "<!DOCTYPE tt><tt xmlns=\"http://www.w3.org/ns/ttml\"/>",
    "<!DOCTYPE tt [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><tt xmlns=\"http://www.w3.org/ns/ttml\">&x;</tt>",
    "<tt xmlns=\"http://www.w3.org/ns/ttml\">&x;</tt>",
    "<isd:sequence xml:lang=\"\" xmlns:isd=\"http://www.w3.org/ns/ttml#isd\" version=\"2\"/>",
  ])
  func whatIsNotTTMLIsAnError(text: String) {
    #expect(throws: SubtitleReadError.self) { try Documents.read(text) }
  }

  /// Errors say what is wrong with the file, not what the parser met.
  @Test(arguments: [
    ("", "the file is empty"), (" \n", "the file is empty"), ("hello", "does not begin with a tag"),
    ("&nbsp;", "the entity “nbsp” is not declared: only amp, lt, gt, quot and apos are; write &#160;"),
    ("&eacute;", "the entity “eacute” is not declared: only amp, lt, gt, quot and apos are"),
  ])
  func reasonsAreThoseOfTheFile(text: String, expected: String) {
    let isBody = text.hasPrefix("&")
    let error = #expect(throws: SubtitleReadError.self) {
      try Documents.read(isBody ? Documents.tt("<p begin=\"0s\" end=\"1s\">a\(text)b</p>") : text)
    }
    #expect(error?.message.contains(expected) == true, "\(error.map { "\($0)" } ?? "")")
  }

  @Test func filesThatAreCutOffAreCalledThat() {
    let whole = Documents.tt("<div><p begin=\"0s\" end=\"1s\">one</p><p begin=\"1s\" end=\"2s\">two</p></div>")
    let text = whole.trimmingCharacters(in: .whitespacesAndNewlines)
    let body = text.distance(from: text.startIndex, to: text.range(of: "<p ")?.upperBound ?? text.startIndex)
    for length in body..<text.count {
      let error = #expect(throws: SubtitleReadError.self) { try Documents.read(String(text.prefix(length))) }
      #expect(error?.message.contains("cut off") == true, "\(length): \(error.map { "\($0)" } ?? "")")
    }
    let extra = #expect(throws: SubtitleReadError.self) { try Documents.read(text + "<x/>") }
    #expect(extra?.message.contains("cut off") == false)
  }

  @Test func entityBombsAreRefusedAtOnce() {
    var declarations = "<!ENTITY a0 \"lol\">"
    for level in 1...9 {
      declarations += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">"
    }
    #expect(throws: SubtitleReadError.self) { try Documents.read("<!DOCTYPE tt [\(declarations)]><tt>&a9;</tt>") }
  }

  @Test func deepNestingIsRefused() {
    let body = String(repeating: "<div>", count: 5000) + String(repeating: "</div>", count: 5000)
    #expect(throws: SubtitleReadError.self) { try Documents.read(Documents.tt(body)) }
  }

  @Test func paragraphsOfThousandsOfTimesAreRefused() {
    let spans = (0..<3000).map { "<span begin=\"\($0)ms\">x</span>" }.joined()
    #expect(throws: SubtitleReadError.self) { try Documents.read(Documents.tt("<div><p>\(spans)</p></div>")) }
  }

  /// Each style is based on the one before twice over: followed naively, they would never come to an end.
  @Test(.timeLimit(.minutes(1))) func chainsOfStylesEnd() throws {
    let styles = (1...5000).map { "<style xml:id=\"s\($0)\" style=\"s\($0 - 1) s\($0 - 1) s\($0 + 1)\"/>" }.joined()
    let head = "<styling><style xml:id=\"s0\" tts:fontStyle=\"italic\"/>\(styles)</styling>"
    #expect(try Documents.spans("a", head: head, "style=\"s5 s5000\"").first?.style.isItalic == true)
  }

  @Test func faultsSayWhere() {
    #expect { try Documents.read("<tt xmlns=\"http://www.w3.org/ns/ttml\">\n<body>\n</tt>") } throws: { error in
      (error as? SubtitleReadError)?.line == 3
    }
  }

  @Test func picturesAloneAreAnError() {
    for image in ["<div smpte:backgroundImage=\"#i\" begin=\"0s\"/>", "<div begin=\"0s\"><image src=\"a.png\"/></div>"]
    {
      #expect { try Documents.read(Documents.tt(image)) } throws: { error in
        "\(error)".contains("pictures")
      }
    }
  }

  @Test func picturesWithTheirTextAreCues() throws {
    let body = """
      <div begin="1s" end="2s" smpte:backgroundImage="#i"><metadata><ittm:altText>As it  says</ittm:altText></metadata></div>
      """
    #expect(try Documents.read(Documents.tt(body)).cues == [Documents.cue(1000, 2000, ["As it says"])])
  }

  @Test(.enabled(if: TestData.isAvailable)) func readsTheCollection() throws {
    var read = 0
    for file in try SampleFiles.all(withExtension: "ttml", "xml") {
      do {
        let document = try TTMLFormat().read(file.data)
        read += 1
        #expect(document.cues.allSatisfy { $0.range.start < $0.range.end && !$0.text.isEmpty }, "\(file.name)")
      } catch {
        #expect(error is SubtitleReadError, "\(file.name)")
      }
    }
    #expect(read > 400)
  }
}
