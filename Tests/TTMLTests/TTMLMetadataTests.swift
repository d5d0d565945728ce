import Foundation
import Subtitles
import TTML
import Testing

@Suite struct TTMLMetadataTests {
  private let agents = """
    <metadata><ttm:title> The  title </ttm:title><ttm:desc>A remark</ttm:desc><ttm:copyright>c</ttm:copyright>
    <ttm:agent type="person" xml:id="ann"><ttm:name type="alias">Nan</ttm:name><ttm:name type="full">Ann Lee</ttm:name></ttm:agent>
    <ttm:agent type="character" xml:id="bob"><ttm:name type="alias">BOB</ttm:name><ttm:actor agent="ann"/></ttm:agent>
    <ttm:agent type="other" xml:id="Crowd"/></metadata>
    """

  @Test func agentsAreVoices() throws {
    func voices(_ text: String, _ attributes: String = "") throws -> [String?] {
      try Documents.spans(text, head: agents, attributes).map(\.voice)
    }
    #expect(try voices("x", "ttm:agent=\"ann\"") == ["Ann Lee"])
    #expect(try voices("x<span ttm:agent=\"bob\">y</span>", "ttm:agent=\"ann\"") == ["Ann Lee", "BOB"])
    #expect(try voices("x", "ttm:agent=\"Crowd\"") == ["Crowd"])
    #expect(try voices("x", "ttm:agent=\"ann bob\"") == ["Ann Lee, BOB"])
    #expect(try voices("x", "ttm:agent=\"nobody\"") == [nil])
  }

  @Test func titleAndRemarks() throws {
    let body = """
      <div><!-- two
      lines --><ttm:title>of the div</ttm:title><p begin="0s" end="1s" xml:id="c1"><metadata><ttm:desc>of the cue</ttm:desc></metadata>x</p></div>
      """
    let document = try Documents.read("<!-- before -->" + Documents.tt(body, head: agents))
    #expect(document.title == "The title")
    #expect(document.notes == ["A remark", "two\nlines", "of the cue"])
    #expect(document.cues.map(\.lines) == [["x"]])
    #expect(document.cues.map(\.id) == ["c1"])
  }

  @Test func metadataMayStandAnywhere() throws {
    let document = try Documents.read(
      Documents.tt("", head: "<ttm:title>t</ttm:title><styling><ttm:desc>d</ttm:desc></styling>"))
    #expect(document.title == "t")
    #expect(document.notes == ["d"])
  }
}
