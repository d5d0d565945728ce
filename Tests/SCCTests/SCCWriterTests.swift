import ClosedCaptions
import Foundation
import SCC
import Subtitles
import TestSupport
import Testing
import Timeline

@Suite struct SCCWriterTests {
  private func cue(_ start: Int64, _ end: Int64, _ lines: [String], _ placement: CuePlacement? = nil) -> Cue {
    var cue = Cue(
      range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), lines: lines)
    cue.placement = placement
    return cue
  }

  /// What the format holds of a document, at the frames at which it is shown.
  private func held(_ document: SubtitleDocument) -> [Cue] {
    let grid = TimeGrid(frameRate: Rational(30_000, 1001))
    let captions = CaptionComposer(grid: grid).captions(of: document, keeping: SCCFormat.features)
    return CaptionSchedule(captions, earliest: 0).captions.flatMap { $0.cues(grid) }
  }

  private func readBack(_ document: SubtitleDocument) throws -> [Cue] {
    try SCCFormat().read(SCCFormat().write(document)).cues
  }

  @Test func golden() throws {
    var italic = cue(9000, 11_000, [])
    italic.text = [CueLine(spans: [CueSpan("It is "), CueSpan("“Titanic”", style: .italic), CueSpan(", he said.")])]
    let document = SubtitleDocument(cues: [
      cue(2000, 3500, ["The ferry leaves", "at noon."]), cue(3500, 5000, ["Zoë: ¿Qué? ♪ 1 € … “—”"]),
      cue(6000, 8000, ["At the top"], .top), italic,
    ])
    try GoldenFile.verify(SCCFormat().write(document), "scc/basic.scc")
  }

  @Test
  func captionIsShownAtItsFrame() throws {
    let text = String(decoding: SCCFormat().write(SubtitleDocument(cues: [cue(2000, 4000, ["HELLO"])])), as: UTF8.self)
    // 2 s is frame 60: two commands, a preamble and a tab offset, each twice, and three pairs of text come before it.
    #expect(
      text == """
        Scenarist_SCC V1.0

        00:00:01;19\t9420 9420 94ae 94ae 9476 9476 97a1 97a1 c845 4c4c 4f80 942f 942f

        00:00:04;00\t942c 942c


        """)
  }

  @Test func theCaptionBeforeIsErasedInTheMiddleOfALoad() throws {
    let document = SubtitleDocument(cues: [
      cue(2000, 4000, ["One"]), cue(4300, 6000, ["a second caption, of two rows", "of text"]),
    ])
    let cues = try readBack(document)
    #expect(cues.map(\.lines) == document.cues.map(\.lines))
    #expect(cues.map { $0.range.start.milliseconds } == [2002, 4304])
    #expect(cues.map { $0.range.end.milliseconds } == [4004, 6006])
  }

  @Test
  func whereThereIsNoTimeACaptionComesAsSoonAsItCan() throws {
    let long = ["thirty-two columns of a first row", "thirty-one of a second, as well"].map { String($0.prefix(32)) }
    let cues = try readBack(
      SubtitleDocument(cues: [cue(2000, 2300, ["Hi"]), cue(2300, 4500, long), cue(0, 400, ["At once"])]))
    #expect(cues.map(\.lines) == [["At once"], ["Hi"], long])
    // Loading takes until then, and nothing is left out.
    #expect(cues[0].range.start.milliseconds == 334)
    #expect(cues[1].range.start.milliseconds == 2002)
    #expect(cues[2].range.start.milliseconds > 3000)
    #expect(cues[1].range.end == cues[2].range.start)
    #expect(cues[2].range.end.milliseconds == 4505)
  }

  @Test(
    arguments: [
      ("a line of more than thirty-two characters", ["a line of more than", "thirty-two characters"]),
      ("naïve café – Œuvre … €5", ["naïve café — OEuvre ... EUR5"]),
      ("„Łódź“ ő 2 × 3", ["“Lódz“ o 2 x 3".replacingOccurrences(of: "dz“", with: "dz“")]),
      ("日本語 👩‍👩‍👧 שלום", ["??? ? ????"]), ("e\u{301}\u{A0}a\u{FEFF}b", ["é ab"]), ("ａｂｃ ﬁ ²", ["abc fi 2"]),
      ("It’s", ["It’s".replacingOccurrences(of: "’", with: "'")]), ("\u{FFFD}", ["?"]),
      ("Ã ~ ^ _ { } \\ |", ["Ã ~ ^ _ { } \\ |"]),
    ])
  func writesInCharactersThatThereAre(text: String, expected: [String]) throws {
    #expect(try readBack(SubtitleDocument(cues: [cue(5000, 9000, [text])])).map(\.lines) == [expected])
  }

  @Test func whatIsTooHighIsSplit() throws {
    let words = (1...40).map { "word\($0)" }.joined(separator: " ")
    let cues = try readBack(SubtitleDocument(cues: [cue(5000, 15_000, [words])]))
    #expect(cues.count == 3)
    #expect(cues.allSatisfy { $0.lines.count <= 4 && $0.lines.allSatisfy { $0.count <= 32 } })
    #expect(cues.flatMap(\.lines).joined(separator: " ") == words)
    #expect(cues[0].range.end == cues[1].range.start)
    #expect(cues[2].range.end.milliseconds == 15_015)
  }

  @Test func speakersKeepTheirLines() throws {
    let lines = ["- This is what one person says here", "- No."]
    #expect(
      try readBack(SubtitleDocument(cues: [cue(5000, 9000, lines)])).map(\.lines)
        == [["- This is what one", "person says here", "- No."]])
  }

  @Test func cuesThatOverlapAreShownTogether() throws {
    let cues = try readBack(
      SubtitleDocument(cues: [
        cue(5000, 10_000, ["one"]), cue(7000, 9000, ["two"]), cue(20_000, 21_000, ["a"]), cue(20_000, 21_000, ["b"]),
      ]))
    #expect(cues.map(\.lines) == [["one"], ["one", "two"], ["one"], ["a", "b"]])
  }

  @Test func placesComeBack() throws {
    var placements: [CuePlacement] = []
    for row in 1...15 {
      for column in 0..<28 {
        var placement = CuePlacement()
        placement.alignment = .left
        placement.position = CaptionArea.left(ofColumn: column)
        placement.edge = row < 8 ? .top : .bottom
        placement.line = CaptionArea.top(ofRow: row < 8 ? row : row + 1)
        placements.append(placement)
      }
    }
    let document = SubtitleDocument(
      cues: placements.enumerated().map { index, placement in
        cue(Int64(index) * 4000 + 4000, Int64(index) * 4000 + 7000, ["A-A"], placement)
      })
    let found = try readBack(document)
    #expect(found.count == placements.count)
    for (cue, placement) in zip(found, placements) {
      var expected = placement
      if placement.line == CaptionArea.top(ofRow: 1) || placement.line == CaptionArea.top(ofRow: 16) {
        expected.line = nil
      }
      // Columns 14 and 15 are the middle.
      if let position = cue.placement?.position {
        #expect(position == placement.position)
      } else {
        #expect([13, 14, 15, 16].contains(CaptionArea.column(atLeft: placement.position ?? 0)))
        (expected.position, expected.alignment) = (nil, .center)
      }
      #expect((cue.placement ?? CuePlacement()) == expected)
    }
  }

  @Test
  func stylesComeBack() throws {
    var red = TextStyle()
    red.color = TextColor(250, 10, 0)
    var underlined = TextStyle()
    underlined.isUnderlined = true
    var redItalic = red
    redItalic.isItalic = true
    for styles in [[red, underlined, redItalic], [redItalic, .italic, TextStyle()], [.italic, redItalic, red]] {
      var cue = cue(5000, 9000, [])
      cue.text = [CueLine(spans: zip(["one", " two", " three"], styles).map { CueSpan($0, style: $1) })]
      let found = try #require(try readBack(SubtitleDocument(cues: [cue])).first).text
      var expected = styles
      for index in expected.indices where expected[index].color != nil { expected[index].color = TextColor(255, 0, 0) }
      #expect(found.first?.spans.map(\.style) == expected)
      #expect(found.first?.spans.map(\.text) == ["one", " two", " three"])
    }
  }

  @Test func programmesMayStartAnywhere() throws {
    for start in ["01:00:00:00", "23:59:59;20"] {
      for dropFrame in [true, false] {
        var configuration = SCCConfiguration()
        configuration.programmeStart = start
        configuration.dropFrame = dropFrame
        let format = try SCCFormat(configuration: configuration)
        let document = SubtitleDocument(cues: [cue(0, 2000, ["one"]), cue(40_000_000, 40_002_000, ["two"])])
        let data = format.write(document)
        let cues = try format.read(data).cues
        #expect(cues.map(\.lines) == [["one"], ["two"]])
        #expect(
          cues.map { $0.range.start.milliseconds } == [
            0, 40_000_000 + (40_000_000 % 1001 == 0 ? 0 : cues[1].range.start.milliseconds - 40_000_000),
          ])
        #expect(abs(cues[1].range.start.milliseconds - 40_000_000) <= 17)
        #expect(String(decoding: data, as: UTF8.self).contains(";") == dropFrame)
      }
    }
  }

  @Test func emptyDocumentIsAHeader() throws {
    let data = SCCFormat().write(SubtitleDocument(cues: []))
    #expect(String(decoding: data, as: UTF8.self) == "Scenarist_SCC V1.0\n\n")
    #expect(try SCCFormat().read(data).cues.isEmpty)
  }

  @Test func readsBackWhatItWrote() throws {
    var generator = SeededGenerator(seed: 31)
    for round in 0..<400 {
      let document = randomDocument(isDense: round.isMultiple(of: 2), using: &generator)
      #expect(try readBack(document) == held(document))
    }
  }

  @Test func nothingIsLostWhereThereIsNoTime() throws {
    var generator = SeededGenerator(seed: 32)
    for _ in 0..<200 {
      let count = Int.random(in: 1...30, using: &generator)
      let cues = (0..<count).map { index in
        let start = Int64.random(in: 0...3000, using: &generator)
        return cue(start, start + Int64.random(in: 1...1500, using: &generator), ["cue \(index)"])
      }
      let found = try readBack(SubtitleDocument(cues: cues))
      let lines = Set(found.flatMap(\.lines))
      // More than four rows at a time leave out the ones that were there first.
      if count <= 4 { #expect(lines == Set(cues.flatMap(\.lines))) }
      for (before, after) in zip(found, found.dropFirst()) { #expect(before.range.end <= after.range.start) }
      #expect(found.allSatisfy { !$0.range.isEmpty && $0.lines.count <= 4 })
    }
  }

  @Test func manyCuesAtOnceTakeNoLongTime() throws {
    let cues = (0..<20_000).map { cue(Int64($0), 4_000_000, ["cue"]) }
    #expect(try !readBack(SubtitleDocument(cues: cues)).isEmpty)
  }

  private func randomDocument(isDense: Bool, using generator: inout SeededGenerator) -> SubtitleDocument {
    var time: Int64 = 0
    let cues = (0..<Int.random(in: 0...8, using: &generator)).map { _ -> Cue in
      time += Int64.random(in: isDense ? -1500...1500 : 4000...9000, using: &generator)
      let lines = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        CueLine(
          spans: (0..<Int.random(in: 1...3, using: &generator)).map { _ in
            var style = TextStyle()
            style.isItalic = Bool.random(using: &generator)
            style.isUnderlined = Int.random(in: 0...3, using: &generator) == 0
            if Int.random(in: 0...3, using: &generator) == 0 { style.color = TextColor(255, 255, 0) }
            return CueSpan(RandomText.make(count: 7, using: &generator), style: style)
          })
      }
      var placement = CuePlacement()
      placement.alignment = CuePlacement.Alignment.allCases.randomElement(using: &generator) ?? .center
      placement.edge = CuePlacement.Edge.allCases.randomElement(using: &generator) ?? .bottom
      if Bool.random(using: &generator) { placement.line = Double.random(in: -0.5...1.5, using: &generator) }
      if Bool.random(using: &generator) { placement.position = Double.random(in: -0.5...1.5, using: &generator) }
      if Int.random(in: 0...3, using: &generator) == 0 { placement.row = Int.random(in: -20...20, using: &generator) }
      var cue = cue(time, time + Int64.random(in: 0...3000, using: &generator), [], placement)
      cue.text = lines
      return cue
    }
    return SubtitleDocument(cues: cues)
  }
}
