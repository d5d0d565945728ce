import Foundation
import Subtitles
import TTML
import Testing

@Suite struct TTMLRubyTests {
  private func ruby(_ role: String, _ text: String) -> String { "<span tts:ruby=\"\(role)\">\(text)</span>" }

  private func annotated(_ text: String, _ ruby: String?) -> CueSpan {
    var span = CueSpan(text)
    span.ruby = ruby
    return span
  }

  @Test func oneBaseAndItsText() throws {
    let text = ruby("container", "\n  " + ruby("base", "漢") + "\n  " + ruby("text", "かん") + "\n") + "字"
    #expect(try Documents.spans("x" + text) == [CueSpan("x"), annotated("漢", "かん"), CueSpan("字")])
  }

  @Test(.timeLimit(.minutes(1))) func longContainersTakeNoLongTime() throws {
    let count = 60_000
    let bases = String(repeating: ruby("base", "a"), count: count)
    #expect(try Documents.spans(ruby("container", bases)).map(\.text) == [String(repeating: "a", count: count)])
  }

  @Test func containersPairBasesAndTexts() throws {
    let bases = ruby("baseContainer", ruby("base", "東") + ruby("base", "京"))
    let texts = ruby("textContainer", ruby("text", "とう") + ruby("text", "きょう"))
    #expect(
      try Documents.spans(ruby("container", bases + texts)) == [annotated("東", "とう"), annotated("京", "きょう")])
    // A second container stands on the other side of the same bases.
    let others = ruby("textContainer", ruby("text", "tō") + ruby("text", "kyō"))
    #expect(
      try Documents.spans(ruby("container", bases + texts + others))
        == [annotated("東", "とう tō"), annotated("京", "きょう kyō")])
  }

  @Test func delimitersAreNoText() throws {
    let text = ruby("base", "漢") + ruby("delimiter", "(") + ruby("text", "かん") + ruby("delimiter", ")")
    #expect(try Documents.spans(ruby("container", text)) == [annotated("漢", "かん")])
  }

  @Test func numbersMayDiffer() throws {
    let two = ruby("base", "a") + ruby("base", "b")
    #expect(try Documents.spans(ruby("container", two)) == [CueSpan("ab")])
    #expect(
      try Documents.spans(ruby("container", two + ruby("text", "1"))) == [annotated("a", "1"), CueSpan("b")])
    #expect(
      try Documents.spans(ruby("container", ruby("base", "a") + ruby("text", "1") + ruby("text", "2")))
        == [annotated("a", "1 2")])
    #expect(try Documents.spans("x" + ruby("container", ruby("text", "1"))) == [CueSpan("x")])
    // Without a container there is nothing to stand beside.
    #expect(try Documents.spans("x" + ruby("text", "1") + ruby("base", "y")) == [CueSpan("xy")])
  }

  @Test func basesKeepTheirLooks() throws {
    let base = "<span tts:ruby=\"base\" tts:fontStyle=\"italic\">漢<span>字</span></span>"
    var expected = annotated("漢字", "かんじ")
    expected.style = .italic
    #expect(try Documents.spans(ruby("container", base + ruby("text", "かん<span>じ</span>"))) == [expected])
  }
}
