import Foundation
import Subtitles
import TTML
import Testing

@Suite struct TTMLRegionTests {
  private func placement(
    _ region: String, _ attributes: String = "", root: String = "xml:lang=\"en\""
  ) throws -> CuePlacement? {
    let body = "<div><p begin=\"0s\" end=\"1s\" region=\"r\" \(attributes)>x</p></div>"
    let head = "<layout><region xml:id=\"r\" \(region)/></layout>"
    return try #require(try Documents.read(Documents.tt(body, head: head, root)).cues.first).placement
  }

  private func expected(_ change: (inout CuePlacement) -> Void) -> CuePlacement {
    var placement = CuePlacement()
    change(&placement)
    return placement
  }

  /// What has no room below its line is moved up, to the margin.
  @Test(arguments: [
    (0.8, 1, 0.8), (0.8, 3, 0.8), (0.85, 3, 0.7), (0.95, 1, 0.83333), (0.95, 2, 0.76667), (1, 1, 0.83333), (1, 20, 0),
  ])
  func textStaysInThePicture(line: Double, lines: Int, found: Double) throws {
    var cue = Documents.cue(0, 1000, Array(repeating: "x", count: lines))
    cue.placement = expected { ($0.line, $0.edge) = (line, .top) }
    let data = try TTMLFormat().write(SubtitleDocument(cues: [cue]))
    #expect(try TTMLFormat().read(data).cues.first?.placement?.line ?? 0 == found)
  }

  @Test func withoutRegionItIsThePlayersAffair() throws {
    #expect(try Documents.cues(ofParagraph: "x").first?.placement == nil)
    #expect(
      try Documents.cues(ofParagraph: "x", "tts:textAlign=\"right\"").first?.placement
        == expected { $0.alignment = .right })
  }

  @Test func regionsBeginAtTheTopWhereNothingElseIsSaid() throws {
    #expect(try placement("") == expected { ($0.alignment, $0.edge) = (.start, .top) })
  }

  /// The box in which titles are safe and the whole picture say nothing about a place of text.
  @Test(arguments: [
    "", "tts:origin=\"10% 10%\" tts:extent=\"80% 80%\"", "tts:origin=\"10% 50%\" tts:extent=\"80% 40%\"",
    "tts:origin=\"0% 60%\" tts:extent=\"100% 40%\"", "tts:origin=\"10% 60%\" tts:extent=\"80% 30%\"",
  ])
  func usualRegionsAreNoPlace(region: String) throws {
    #expect(try placement("\(region) tts:displayAlign=\"after\" tts:textAlign=\"center\"") == nil)
    #expect(
      try placement("\(region) tts:displayAlign=\"after\" tts:textAlign=\"left\"")
        == expected { $0.alignment = .left })
  }

  @Test func alignmentsPutThePositionOnTheirSide() throws {
    let box = "tts:origin=\"20% 30%\" tts:extent=\"40% 50%\""
    for (align, position) in [("left", 0.2), ("start", 0.2), ("center", 0.4), ("right", 0.6), ("end", 0.6)] {
      for (display, edge, line) in [
        ("before", CuePlacement.Edge.top, 0.3), ("center", .middle, 0.55), ("after", .bottom, 0.8),
      ] {
        let found = try placement("\(box) tts:displayAlign=\"\(display)\"", "tts:textAlign=\"\(align)\"")
        #expect(
          found
            == expected {
              $0.alignment = CuePlacement.Alignment(rawValue: align) ?? .center
              ($0.edge, $0.line, $0.position, $0.width) = (edge, line, position, 0.4)
            })
      }
    }
  }

  @Test(arguments: [
    ("tts:origin=\"192px 108px\" tts:extent=\"960px 540px\"", "tts:extent=\"1920px 1080px\""),
    ("tts:origin=\"4c 2c\" tts:extent=\"20c 10c\"", "ttp:cellResolution=\"40 20\""),
    ("tts:origin=\"10rw 10rh\" tts:extent=\"50rw 50rh\"", ""),
    ("tts:position=\"20% 20%\" tts:extent=\"50% 50%\"", ""),
    ("tts:position=\"left 10% top 10%\" tts:extent=\"50% 50%\"", "").self,
    ("tts:origin=\"5% 5%\" tts:extent=\"60% 60%\" tts:padding=\"8.3333333%\"", ""),
  ])
  func unitsGiveTheSameBox(region: String, root: String) throws {
    let found = try placement("\(region) tts:textAlign=\"left\"", root: root)
    guard region.contains("padding") || region.contains("position=\"left") else {
      #expect(found == expected { ($0.alignment, $0.edge, $0.position, $0.width) = (.left, .top, 0.1, 0.5) })
      return
    }
    #expect(abs((found?.position ?? 0) - (region.contains("padding") ? 0.1 : 0.05)) < 1e-4)
  }

  @Test(arguments: [
    ("center", 0.5, 0.5), ("left", 0.25, 0.5), ("right", 0.75, 0.5), ("top", 0.5, 0.25), ("right bottom", 0.75, 0.75),
    ("bottom right", 0.75, 0.75), ("right 10% bottom 20%", 0.7, 0.65), ("center bottom 20%", 0.5, 0.65),
    ("10rw 20rh", 0.35, 0.45), ("40%", 0.45, 0.5),
  ])
  func positions(position: String, x: Double, y: Double) throws {
    let found = try placement(
      "tts:position=\"\(position)\" tts:extent=\"50% 50%\" tts:displayAlign=\"center\" tts:textAlign=\"center\"")
    #expect(found?.position == (x == 0.5 && y == 0.5 ? 0.5 : x))
    #expect(found?.line == (y == 0.5 ? nil : y))
  }

  @Test func writingInColumns() throws {
    let box = "tts:origin=\"60% 20%\" tts:extent=\"25% 50%\""
    #expect(
      try placement("\(box) tts:writingMode=\"tbrl\" tts:displayAlign=\"before\"", "tts:textAlign=\"start\"")
        == expected {
          ($0.writing, $0.alignment, $0.edge) = (.verticalRightToLeft, .start, .bottom)
          ($0.line, $0.position, $0.width) = (0.85, 0.2, 0.5)
        })
    #expect(
      try placement("\(box) tts:writingMode=\"tblr\" tts:displayAlign=\"before\"", "tts:textAlign=\"end\"")
        == expected {
          ($0.writing, $0.alignment, $0.edge) = (.verticalLeftToRight, .end, .top)
          ($0.line, $0.position, $0.width) = (0.6, 0.7, 0.5)
        })
    #expect(
      try placement("tts:writingMode=\"tbrl\" tts:textAlign=\"center\"")
        == expected { $0.writing = .verticalRightToLeft })
  }

  /// `start` follows the script; a document that wants another side than its language has is taken at its word.
  @Test func directions() throws {
    let box = "tts:origin=\"20% 10%\" tts:extent=\"40% 80%\" tts:displayAlign=\"after\""
    let arabic = "xml:lang=\"ar\""
    #expect(
      try placement("\(box) tts:writingMode=\"rltb\"", "tts:textAlign=\"start\"")
        == expected { ($0.alignment, $0.position, $0.width) = (.right, 0.6, 0.4) })
    #expect(
      try placement("\(box) tts:writingMode=\"rltb\"", "tts:textAlign=\"start\"", root: arabic)
        == expected { ($0.alignment, $0.position, $0.width) = (.start, 0.6, 0.4) })
    #expect(
      try placement(box, "tts:direction=\"rtl\" tts:textAlign=\"end\"", root: arabic)
        == expected { ($0.alignment, $0.position, $0.width) = (.end, 0.2, 0.4) })
    #expect(
      try placement(box, "tts:textAlign=\"start\"", root: arabic)
        == expected { ($0.alignment, $0.position, $0.width) = (.left, 0.2, 0.4) })
  }

  @Test func spansInRegionsAreCuesOfTheirOwn() throws {
    let head = """
      <layout><region xml:id="a" tts:textAlign="center"/><region xml:id="b" tts:textAlign="center" tts:displayAlign="after"/></layout>
      """
    let text = "nowhere <span region=\"a\">above</span> <span region=\"b\">below</span>"
    let cues = try Documents.cues(ofParagraph: text, head: head)
    #expect(cues.map(\.lines) == [["above"], ["below"]])
    #expect(cues.map(\.placement) == [.top, nil])
  }

  @Test func regionsInsideOfElements() throws {
    let region =
      "<region tts:origin=\"10% 10%\" tts:extent=\"80% 30%\" tts:textAlign=\"center\" tts:fontStyle=\"italic\"/>"
    let cue = try #require(try Documents.cues(ofParagraph: region + "x").first)
    #expect(cue.placement == .top)
    #expect(cue.text == [CueLine(spans: [CueSpan("x", style: .italic)])])
    let body = "<div>\(region)<p begin=\"0s\" end=\"1s\">x</p></div>"
    #expect(try Documents.read(Documents.tt(body)).cues.first?.placement == .top)
  }

  @Test(arguments: [
    "tts:origin=\"-500% 9999%\" tts:extent=\"9999% 0%\"", "tts:origin=\"1e300% 1%\" tts:extent=\"nan% 1%\"",
    "tts:origin=\"99999999999999999999% 1%\"", "tts:extent=\"1px 1px\"", "tts:origin=\"0% 0%\" tts:extent=\"0% 0%\"",
    "tts:padding=\"9000%\" tts:extent=\"10% 10%\"", "tts:position=\"left left\"", "tts:position=\"1 2 3 4 5\"",
  ])
  func nonsenseStaysInThePicture(region: String) throws {
    let found = try placement(region)
    for part in [found?.line, found?.position, found?.width] { #expect((0...1).contains(part ?? 0)) }
  }
}
