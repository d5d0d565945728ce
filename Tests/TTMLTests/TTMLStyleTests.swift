import Foundation
import Subtitles
import TTML
import Testing
import Transcript

@Suite struct TTMLStyleTests {
  private func style(_ change: (inout TextStyle) -> Void) -> TextStyle {
    var style = TextStyle()
    change(&style)
    return style
  }

  private let red = TextColor(255, 0, 0)
  private let blue = TextColor(0, 0, 255)

  @Test func spansHaveTheirOwnLooks() throws {
    let spans = try Documents.spans(
      "a <span tts:fontStyle=\"italic\" tts:fontWeight=\"bold\">b <span tts:fontStyle=\"normal\" tts:textDecoration=\"underline lineThrough\">c</span></span>d"
    )
    let both = style { ($0.isItalic, $0.isBold) = (true, true) }
    let inner = style { ($0.isBold, $0.isUnderlined, $0.isStruckOut) = (true, true, true) }
    #expect(spans == [CueSpan("a "), CueSpan("b ", style: both), CueSpan("c", style: inner), CueSpan("d")])
  }

  @Test func stylesAreReferredTo() throws {
    let head = """
      <styling><style xml:id="base" tts:color="red" tts:fontStyle="italic"/>
      <style xml:id="over" style="base" tts:color="blue"/><style xml:id="bold" tts:fontWeight="bold" tts:fontStyle="normal"/>
      <style xml:id="loop" style="loop2" tts:fontWeight="bold"/><style xml:id="loop2" style="loop" tts:fontStyle="italic"/></styling>
      """
    func found(_ attributes: String) throws -> TextStyle? {
      try Documents.spans("<span \(attributes)>x</span>", head: head).first?.style
    }
    #expect(try found("style=\"over\"") == style { ($0.color, $0.isItalic) = (blue, true) })
    #expect(try found("style=\"over bold\"") == style { ($0.color, $0.isBold) = (blue, true) })
    #expect(try found("style=\"bold over\"") == style { ($0.color, $0.isBold, $0.isItalic) = (blue, true, true) })
    #expect(try found("style=\"over\" tts:color=\"red\"") == style { ($0.color, $0.isItalic) = (red, true) })
    #expect(try found("style=\"loop\"") == style { ($0.isBold, $0.isItalic) = (true, true) })
    #expect(try found("style=\"none such\"") == TextStyle())
  }

  @Test func regionsAndInitialValuesAreInherited() throws {
    let head = """
      <styling><initial tts:fontWeight="bold"/><initial tts:color="red"/><style xml:id="s" tts:color="#00f"/></styling>
      <layout><region xml:id="r" style="s" tts:fontStyle="italic"><style tts:textDecoration="underline"/>
      <style tts:fontStyle="normal"/></region></layout>
      """
    #expect(
      try Documents.spans("x", head: head, "region=\"r\"").first?.style
        == style { ($0.isBold, $0.isItalic, $0.isUnderlined, $0.color) = (true, true, true, blue) })
    #expect(try Documents.spans("x", head: head).first?.style == style { ($0.isBold, $0.color) = (true, red) })
    // What is inside prevails over the region.
    #expect(
      try Documents.spans("x", head: head, "region=\"r\" tts:color=\"red\" tts:fontStyle=\"normal\"").first?.style
        == style { ($0.isBold, $0.isUnderlined, $0.color) = (true, true, red) })
  }

  /// Documents say for all of their text that it is white, as it would be.
  @Test func whiteIsNoColorButOnSpans() throws {
    #expect(try Documents.spans("x", "tts:color=\"white\"").first?.style == TextStyle())
    #expect(try Documents.spans("x", "tts:color=\"#ffffff80\"").first?.style.color != nil)
    #expect(
      try Documents.spans("<span tts:color=\"white\">x</span>", "tts:color=\"red\"").first?.style.color
        == TextColor(255, 255, 255))
    #expect(try Documents.spans("<span>x</span>", "tts:color=\"red\"").first?.style.color == red)
  }

  @Test func backgroundsAreThoseThatAreSeen() throws {
    func found(_ text: String, _ attributes: String = "", _ head: String = "") throws -> TextColor? {
      try Documents.spans(text, head: head, attributes).first?.style.background
    }
    let region = "<layout><region xml:id=\"r\" tts:backgroundColor=\"blue\"/></layout>"
    #expect(try found("<span tts:backgroundColor=\"red\">x</span>") == red)
    #expect(try found("<span><span>x</span></span>", "tts:backgroundColor=\"red\"") == red)
    #expect(try found("<span tts:backgroundColor=\"transparent\">x</span>", "tts:backgroundColor=\"red\"") == red)
    #expect(try found("<span tts:backgroundColor=\"transparent\">x</span>") == TextColor(0, 0, 0, alpha: 0))
    #expect(try found("x", "tts:backgroundColor=\"transparent\"") == nil)
    #expect(try found("x", "region=\"r\"", region) == blue)
    #expect(try found("x", "region=\"r\" tts:backgroundColor=\"red\"", region) == red)
  }

  @Test func whatIsHiddenIsNotRead() throws {
    let head = """
      <styling><style xml:id="none" tts:display="none"/></styling>
      <layout><region xml:id="r" tts:opacity="0"/><region xml:id="h" tts:visibility="hidden"/></layout>
      """
    for hidden in ["tts:display=\"none\"", "tts:visibility=\"hidden\"", "tts:opacity=\"0\"", "style=\"none\""] {
      #expect(try Documents.cues(ofParagraph: "x", head: head, hidden).isEmpty, "\(hidden)")
      #expect(
        try Documents.cues(ofParagraph: "a<span \(hidden)><span>x</span></span>", head: head).first?.lines == ["a"])
    }
    #expect(try Documents.cues(ofParagraph: "x", head: head, "region=\"r\"").isEmpty)
    #expect(try Documents.cues(ofParagraph: "x", head: head, "region=\"h\"").isEmpty)
    let seen = "<span tts:visibility=\"visible\">y</span>"
    #expect(try Documents.cues(ofParagraph: "x" + seen, "tts:visibility=\"hidden\"").first?.lines == ["y"])
    #expect(try Documents.cues(ofParagraph: "x", head: "", "tts:opacity=\"0.5\"").first?.lines == ["x"])
  }

  @Test func forcedCues() throws {
    let head = "<layout><region xml:id=\"r\" itts:forcedDisplay=\"true\"/></layout>"
    #expect(try Documents.cues(ofParagraph: "x", "itts:forcedDisplay=\"true\"").first?.isForced == true)
    #expect(try Documents.cues(ofParagraph: "x", head: head, "region=\"r\"").first?.isForced == true)
    #expect(
      try Documents.cues(ofParagraph: "x", head: head, "region=\"r\" itts:forcedDisplay=\"false\"").first?.isForced
        == false)
    #expect(try Documents.cues(ofParagraph: "x<span itts:forcedDisplay=\"true\">y</span>").first?.isForced == false)
    #expect(try Documents.cues(ofParagraph: "<span itts:forcedDisplay=\"true\">y</span> ").first?.isForced == true)
  }

  @Test func languagesOfSpans() throws {
    let spans = try Documents.spans("a <span xml:lang=\"fr\">b</span> <span xml:lang=\"en\">c</span>")
    var french = CueSpan("b")
    french.language = "fr"
    #expect(spans == [CueSpan("a "), french, CueSpan(" c")])
  }

  @Test func theLanguageOfAllTextIsThatOfTheDocument() throws {
    let body = "<div xml:lang=\"de\"><p begin=\"0s\" end=\"1s\">a<span xml:lang=\"fr\">b</span></p></div>"
    let document = try Documents.read(Documents.tt(body, "xml:lang=\"\""))
    #expect(document.language == "de")
    #expect(document.cues.first?.text.first?.spans.map(\.language) == [nil, "fr"])
    let two = body + "<div xml:lang=\"it\"><p begin=\"0s\" end=\"1s\">a</p></div>"
    let other = try Documents.read(Documents.tt(two, "xml:lang=\"\""))
    #expect(other.language.isUndetermined)
    #expect(other.cues.map { $0.text[0].spans[0].language } == ["de", "it"])
  }
}
