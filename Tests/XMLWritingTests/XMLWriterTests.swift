import Foundation
import Testing
import XMLWriting

@Suite struct XMLWriterTests {
  @Test func textAndAttributesCannotBreakOut() throws {
    let xml = try XMLWriter()
    try xml.startDocument()
    try xml.start("a", [("b", "\"><x/>&")])
    try xml.text("</a><!-- ]]> & \u{0}\u{B}\u{FFFE}".allowedInXML)
    let text = String(decoding: try xml.finish(), as: UTF8.self)
    #expect(
      text.contains("<a b=\"&quot;&gt;&lt;x/&gt;&amp;\">&lt;/a&gt;&lt;!-- ]]&gt; &amp; \u{FFFD}\u{FFFD}\u{FFFD}</a>"))
  }

  @Test func keepsWhatXMLHasSignsFor() {
    let text = "a\tb\nc \u{1F600} ü"
    #expect(text.allowedInXML == text)
  }
}
