import EBUSTL
import Foundation
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct EBUSTLWriterTests {
  private func cue(_ start: Int64, _ end: Int64, _ lines: [String], _ placement: CuePlacement? = nil) -> Cue {
    var cue = Cue(
      range: TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end)), lines: lines)
    cue.placement = placement
    return cue
  }

  private func format(_ change: (inout EBUSTLConfiguration) -> Void = { _ in }) throws -> EBUSTLFormat {
    var configuration = EBUSTLConfiguration()
    change(&configuration)
    return try EBUSTLFormat(configuration: configuration)
  }

  @Test(arguments: ["open", "teletext"]) func golden(standard: String) throws {
    var italic = cue(9000, 11_000, [])
    italic.text = [CueLine(spans: [CueSpan("It is "), CueSpan("“Titanic”", style: .italic), CueSpan(", he said.")])]
    var document = SubtitleDocument(
      cues: [
        cue(2000, 3500, ["The ferry leaves", "at noon."]), cue(3500, 5000, ["Zoë: ¿Qué? ♪ 1 € … “—” Łódź"]),
        cue(6000, 8000, ["At the top"], .top), italic,
      ], language: LanguageTag("pl"))
    document.title = "Prom – odcinek 1"
    document.notes = ["remark"]
    try GoldenFile.verify(try format { $0.displayStandard = standard }.write(document), "ebu-stl/\(standard).stl")
  }

  @Test func headerTellsAboutTheFile() throws {
    var document = SubtitleDocument(
      cues: [cue(1000, 2000, ["A"]), cue(2500, 3000, [String(repeating: "word ", count: 30)])],
      language: LanguageTag("de-AT"))
    document.title = "Größe"
    let data = try format { $0.programmeStart = "10:00:00:00" }.write(document)
    #expect(data.count == 1024 + 3 * 128)
    func field(_ range: Range<Int>) -> String { String(decoding: data[range], as: UTF8.self) }
    #expect(field(0..<16) == "850STL25.0100008")
    #expect([UInt8](data[16..<22]) == [0x47, 0x72, 0x94, 0xE1, 0x65, 0x20])
    #expect(field(224..<238) == "00010100010100")
    #expect(field(238..<274) == "0000300002001" + "99" + "23" + "1" + "10000000" + "10000100" + "11")
    #expect([UInt8](data[1024..<1040]) == [0, 1, 0, 0xFF, 0, 10, 0, 1, 0, 10, 0, 2, 0, 23, 2, 0])
    #expect([UInt8](data[1040..<1043]) == [0x41, 0x8F, 0x8F])
    #expect([data[1024 + 128 + 3], data[1024 + 256 + 3]] == [0, 0xFF])
  }

  @Test(
    arguments: [
      (Rational(24_000, 1001), "STL24.01"), (Rational(24, 1), "STL24.01"), (Rational(25, 1), "STL25.01"),
      (Rational(50, 1), "STL25.01"), (Rational(30_000, 1001), "STL30.01"), (Rational(60, 1), "STL30.01"),
      (Rational(60_000, 1001), "STL30.01"), (nil, "STL25.01"), (Rational(0, 0), "STL25.01"),
    ] as [(Rational?, String)])
  func frameRateIsTheNearest(rate: Rational?, expected: String) throws {
    var document = SubtitleDocument(cues: [cue(3_600_040, 3_602_000, ["A"])])
    document.frameRate = rate
    let data = EBUSTLFormat().write(document)
    #expect(String(decoding: data[3..<11], as: UTF8.self) == expected)
    let found = try EBUSTLFormat().read(data).cues.first?.range.start.milliseconds ?? 0
    #expect(abs(found - 3_600_040) <= 21)
    let fixed = try format { $0.frameRate = "30" }.write(document)
    #expect(String(decoding: fixed[3..<11], as: UTF8.self) == "STL30.01")
  }

  @Test(arguments: [
    ("Zoë naïve Łódź Čapek ģ ő Ø œ ß ñ ¿¡ “”‘’ — ♪ ½ ° $ #", nil), ("Привет, мир", nil), ("Γειά σου", nil),
    ("שלום עולם", nil), ("مرحبا", nil), ("Ωμέγα", nil),
    ("… – „x‚ € ș", "... — “x' EUR ş"), ("日本語", "???"), ("e\u{301}", "é"), ("← ↑ → ↓ ™ © ® µ ¼ ×÷", nil),
    ("{}[]\\|~^_`@", nil),
  ])
  func charactersComeBack(text: String, expected: String?) throws {
    let document = SubtitleDocument(cues: [cue(1000, 2000, [text])])
    let found = try EBUSTLFormat().read(EBUSTLFormat().write(document)).cues.map(\.lines)
    #expect(found == [[expected ?? text]])
  }

  @Test func tablesCanBeChosen() throws {
    let document = SubtitleDocument(cues: [cue(1000, 2000, ["Это é"])])
    for (table, code, expected) in [("latin", "00", "??? é"), ("cyrillic", "01", "Это e"), ("auto", "01", "Это e")] {
      let format = try format { $0.characterTable = table }
      let data = format.write(document)
      #expect(String(decoding: data[12..<14], as: UTF8.self) == code)
      #expect(try format.read(data).cues.map(\.lines) == [[expected]])
    }
  }

  @Test func teletextHasBoxesAndColors() throws {
    var document = SubtitleDocument(cues: [cue(1000, 2000, [])])
    var yellow = TextStyle()
    yellow.color = TextColor(250, 250, 10)
    document.cues[0].text = [
      CueLine(spans: [CueSpan("one "), CueSpan("two", style: yellow)]),
      CueLine(spans: [CueSpan("three", style: yellow)]),
    ]
    let format = try format { $0.displayStandard = "teletext" }
    let data = format.write(document)
    let text = [UInt8](data[1040...].prefix { $0 != 0x8F })
    #expect(
      text == [0x0D, 0x0B, 0x0B] + Array("one".utf8) + [0x03] + Array("two".utf8) + [0x0A, 0x0A, 0x8A, 0x8A]
        + [0x0D, 0x03, 0x0B, 0x0B] + Array("three".utf8) + [0x0A, 0x0A])
    #expect(data[1037] == 20)
    let lines = try #require(try format.read(data).cues.first?.text)
    #expect(lines.map(\.string) == ["one two", "three"])
    #expect(lines.map { $0.spans.map(\.style.color) } == [[nil, TextColor(255, 255, 0)], [TextColor(255, 255, 0)]])
  }

  /// Black has no code that level 1 pages have, and is not seen in a black box.
  @Test(arguments: [
    (TextColor(0x12, 0x34, 0x56), TextColor(0, 0, 255)), (TextColor(0, 0, 0), TextColor(255, 0, 0)),
    (TextColor(0x80, 0x80, 0), TextColor(255, 255, 0)), (TextColor(0, 0x90, 0), TextColor(0, 255, 0)),
  ])
  func teletextIsNeverBlack(color: TextColor, expected: TextColor) throws {
    var style = TextStyle()
    style.color = color
    var document = SubtitleDocument(cues: [cue(1000, 2000, [])])
    document.cues[0].text = [CueLine(spans: [CueSpan("text", style: style)])]
    let format = try format { $0.displayStandard = "teletext" }
    #expect(try format.read(format.write(document)).cues.first?.text.first?.spans.first?.style.color == expected)
  }

  @Test func rowsOfTeletextHaveRoom() throws {
    let text = String(repeating: "wordy ", count: 12)
    let format = try format { $0.displayStandard = "teletext" }
    let data = format.write(SubtitleDocument(cues: [cue(1000, 2000, [text])]))
    let rows = [UInt8](data[1040...].prefix { $0 != 0x8F }).split(separator: 0x8A)
    #expect(rows.allSatisfy { $0.count <= 40 })
    #expect(try format.read(data).cues.flatMap(\.lines).joined(separator: " ") + " " == text)
  }

  @Test func theStartIsTheSideOnWhichTheScriptBegins() throws {
    var placement = CuePlacement()
    placement.alignment = .start
    let document = SubtitleDocument(cues: [cue(1000, 2000, ["שלום"], placement), cue(3000, 4000, ["a"], placement)])
    let cues = try EBUSTLFormat().read(EBUSTLFormat().write(document)).cues
    #expect(cues.map(\.placement?.alignment) == [.right, .left])
  }

  @Test func longTextTakesSeveralBlocks() throws {
    // Two bytes a letter: no pair is torn apart.
    let lines = (0..<8).map { String(repeating: "é", count: 40 - $0) }
    let document = SubtitleDocument(cues: [cue(1000, 2000, lines), cue(3000, 4000, ["x"])])
    let data = EBUSTLFormat().write(document)
    for start in stride(from: 1024, to: data.count, by: 128) {
      let block = data[(start + 16)..<(start + 128)].prefix { $0 != 0x8F }
      #expect(block.last.map { !(0xC1...0xCF).contains($0) } ?? true)
    }
    #expect(try EBUSTLFormat().read(data).cues.map(\.lines) == document.cues.map(\.lines))
  }

  @Test func readsBackWhatItWrote() throws {
    var generator = SeededGenerator(seed: 51)
    for round in 0..<300 {
      let standard = round.isMultiple(of: 2) ? "open" : "teletext"
      let document = randomDocument(isTeletext: standard == "teletext", using: &generator)
      let format = try format {
        $0.displayStandard = standard
        $0.programmeStart = ["auto", "10:00:00:00", "23:59:00:00"].randomElement(using: &generator) ?? "auto"
      }
      let found = try format.read(format.write(document))
      #expect(found == document)
    }
  }

  @Test func anyTextComesBackAsTheTableHasIt() throws {
    var generator = SeededGenerator(seed: 52)
    for _ in 0..<300 {
      let cues = (0..<4).map { index in
        cue(index * 3000, index * 3000 + 2000, [RandomText.make(count: 12, using: &generator)])
      }
      let once = try EBUSTLFormat().read(EBUSTLFormat().write(SubtitleDocument(cues: cues)))
      let twice = try EBUSTLFormat().read(EBUSTLFormat().write(once))
      #expect(once == twice)
      #expect(once.cues.allSatisfy { $0.lines.allSatisfy { !$0.isEmpty } })
    }
  }

  @Test func emptyDocumentIsAHeader() throws {
    let data = EBUSTLFormat().write(SubtitleDocument(cues: []))
    #expect(data.count == 1024)
    #expect(try EBUSTLFormat().read(data).cues.isEmpty)
  }

  @Test func manySubtitlesHaveGroups() throws {
    let cues = (0..<70_000).map { cue(Int64($0) * 1000, Int64($0) * 1000 + 800, ["a"]) }
    let data = EBUSTLFormat().write(SubtitleDocument(cues: cues))
    #expect(String(decoding: data[238..<251], as: UTF8.self) == "7000070000002")
    #expect([UInt8](data[(data.count - 128)..<(data.count - 125)]) == [1, 0x71, 0x11])
    #expect(try EBUSTLFormat().read(data).cues.map(\.range) == cues.map(\.range))
  }

  @Test(arguments: ["displayStandard", "frameRate", "programmeStart", "characterTable", "creationDate"])
  func settingsAreChecked(name: String) {
    #expect(throws: (any Error).self) {
      try format {
        switch name {
        case "displayStandard": $0.displayStandard = "x"
        case "frameRate": $0.frameRate = "29"
        case "programmeStart": $0.programmeStart = "x"
        case "characterTable": $0.characterTable = "x"
        default: $0.creationDate = "2020-1"
        }
      }
    }
  }

  /// What the format holds, to the frame and the row.
  private func randomDocument(isTeletext: Bool, using generator: inout SeededGenerator) -> SubtitleDocument {
    let rate =
      [Rational(24, 1), Rational(25, 1), Rational(30_000, 1001)].randomElement(using: &generator) ?? Rational(25, 1)
    let grid = TimeGrid(frameRate: rate)
    let words = ["one", "Zoë", "“two”", "¿Qué?", "♪", "Łódź", "1", "a, b"]
    let colors: [TextColor?] = [nil, TextColor(255, 255, 0), TextColor(0, 255, 255), TextColor(0, 255, 0)]
    var frame: Int64 = 0
    var document = SubtitleDocument(
      cues: [], language: LanguageTag(["en", "fr", "und"].randomElement(using: &generator) ?? "en"))
    for _ in 0..<Int.random(in: 1...8, using: &generator) {
      frame += Int64.random(in: 0...400, using: &generator)
      let end = frame + Int64.random(in: 1...200, using: &generator)
      let lines = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
        var spans: [CueSpan] = []
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          var style = TextStyle()
          if isTeletext {
            style.color = colors.randomElement(using: &generator) ?? nil
          } else {
            style.isItalic = Bool.random(using: &generator)
            style.isUnderlined = Int.random(in: 0...4, using: &generator) == 0
          }
          let word = words.randomElement(using: &generator) ?? ""
          spans.append(CueSpan((spans.isEmpty ? "" : " ") + word, style: style))
        }
        return spans
      }
      let text = CueText.lines(of: lines.flatMap { $0 + [CueSpan("\n")] })
      var placement = CuePlacement()
      placement.alignment = [.center, .center, .left, .right].randomElement(using: &generator) ?? .center
      let rows = text.count * (isTeletext ? 2 : 1)
      switch Int.random(in: 0...3, using: &generator) {
      case 0: placement.edge = .top
      case 1:
        placement.edge = .top
        placement.line = 0.1 + 0.8 * Double(Int.random(in: 1...9, using: &generator)) / 23
      case 2: placement.line = 0.1 + 0.8 * Double(Int.random(in: (10 + rows)...22, using: &generator)) / 23
      default: break
      }
      document.cues.append(
        Cue(
          range: TimeRange(start: grid.time(of: frame), end: grid.time(of: end)), text: text,
          placement: placement == CuePlacement() ? nil : placement))
    }
    document.frameRate = rate
    document.title = Bool.random(using: &generator) ? "Größe 1" : nil
    if Bool.random(using: &generator) { document.notes = ["a note", "two\nlines é"] }
    return document
  }
}
