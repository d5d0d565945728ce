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

  /// What no file that is made of a document has is told by its name.
  @Test func otherMetadataIsNamed() throws {
    let head = """
      <metadata><ebuttm:documentMetadata xmlns:ebuttm="urn:ebu:tt:metadata">
      <ebuttm:conformsToStandard>urn:ebu:tt:distribution:2014-01</ebuttm:conformsToStandard>
      <ebuttm:documentEbuttVersion>v1.0</ebuttm:documentEbuttVersion>
      <ebuttm:documentTotalNumberOfSubtitles>1</ebuttm:documentTotalNumberOfSubtitles>
      </ebuttm:documentMetadata><ttm:title>t</ttm:title><ttm:copyright>c</ttm:copyright></metadata>
      """
    let document = try Documents.read(
      Documents.tt("<div><p begin=\"0s\" end=\"1s\">x</p><p begin=\"2s\" end=\"3s\">y</p></div>", head: head))
    let names = ["documentEbuttVersion", "documentTotalNumberOfSubtitles", "copyright"]
    #expect(document.otherMetadata == names)
    // Written by us, it has nothing that is lost.
    let format = TTMLFormat(profile: .ebuTTD)
    #expect(try format.read(format.write(document)).otherMetadata.isEmpty)
  }

  @Test func metadataMayStandAnywhere() throws {
    let document = try Documents.read(
      Documents.tt("", head: "<ttm:title>t</ttm:title><styling><ttm:desc>d</ttm:desc></styling>"))
    #expect(document.title == "t")
    #expect(document.notes == ["d"])
  }
}
