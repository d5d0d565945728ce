import EBUSTL
import Foundation
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

@Suite struct EBUSTLReaderTests {
  private func read(_ file: STLFile) throws -> SubtitleDocument { try EBUSTLFormat().read(file.data) }

  private func text(_ bytes: [UInt8], table: String = "00", standard: String = "0") throws -> [String] {
    var file = STLFile()
    (file.table, file.standard) = (table, standard)
    file.blocks[0].text = bytes
    return try read(file).cues.first?.lines ?? []
  }

  @Test func oneSubtitle() throws {
    let document = try read(STLFile())
    #expect(document.cues.map(\.lines) == [["Hello"]])
    #expect(document.cues.map(\.range.start.milliseconds) == [1000])
    #expect(document.cues.map(\.range.end.milliseconds) == [2480])
    #expect(document.cues.map(\.placement) == [.some(place(0.1 + 0.8 * 22 / 23))])
    #expect(document.language == LanguageTag("en"))
    #expect(document.title == "A title")
    #expect(document.frameRate == Rational(25, 1))
  }

  private func place(_ line: Double?, _ edge: CuePlacement.Edge = .bottom) -> CuePlacement {
    var placement = CuePlacement()
    (placement.line, placement.edge) = (line, edge)
    return placement
  }

  @Test(arguments: [
    ("STL24.01", Int64(1480), Rational(24, 1)), ("STL25.01", 1480, Rational(25, 1)),
    ("STL30.01", 1400, Rational(30_000, 1001)), ("STL23.01", 1502, Rational(24_000, 1001)),
    ("STL50.01", 1240, Rational(50, 1)), ("STL99.01", 1480, Rational(25, 1)),
  ])
  func frameRates(format: String, milliseconds: Int64, rate: Rational) throws {
    var file = STLFile()
    file.format = format
    file.blocks[0].start = [0, 0, 1, 12]
    let document = try read(file)
    #expect(document.frameRate == rate)
    // Within a frame: what a second has follows from the rate.
    #expect(abs((document.cues.first?.range.start.milliseconds ?? 0) - milliseconds) <= 21)
  }

  @Test(
    arguments: [
      ([0xC8, 0x75], "ü"), ([0xC2, 0x45], "É"), ([0xCA, 0x61], "å"), ([0xCB, 0x63], "ç"), ([0xCF, 0x73], "š"),
      ([0xCD, 0x6F], "ő"), ([0xCE, 0x65], "ę"), ([0xC4, 0x6E], "ñ"), ([0xC9, 0x6F], "ö"), ([0xC2, 0x67], "ģ"),
      ([0xC1, 0x20, 0x61], "`a"), ([0xC8], "¨"), ([0xC8, 0xC2, 0x65], "¨é"), ([0xA4, 0x24], "$$"),
      ([0xA6, 0xA8], "#¤"),
      ([0xA9, 0xAA, 0xB9, 0xBA], "‘“’”"), ([0xD0, 0xD5], "—♪"),
      ([0xE1, 0xE9, 0xEA, 0xF1, 0xF9, 0xFA, 0xFB], "ÆØŒæøœß"),
      ([0xE8, 0xF8, 0xEC, 0xFC, 0xE2, 0xF2, 0xF3], "ŁłÞþĐđð"), ([0xC0], "\u{FFFD}"), ([0xE0], "Ω"),
    ] as [([UInt8], String)])
  func latin(bytes: [UInt8], expected: String) throws {
    #expect(try text(bytes) == [expected])
  }

  @Test(
    arguments: [
      ("01", [0xBF, 0xE0, 0xD8, 0xD2, 0xD5, 0xE2], "Привет"), ("01", [0xA1, 0xF0], "Ё№"),
      ("02", [0xE5, 0xD1, 0xCD, 0xC8, 0xC7], "مرحبا"), ("03", [0xC3, 0xE5, 0xE9, 0xDC], "Γειά"),
      ("04", [0xF9, 0xEC, 0xE5, 0xED], "שלום"), ("01", [0x41, 0x42], "AB"), ("99", [0xC8, 0x75], "ü"),
    ] as [(String, [UInt8], String)])
  func otherScripts(table: String, bytes: [UInt8], expected: String) throws {
    #expect(try text(bytes, table: table) == [expected])
  }

  @Test(
    arguments: [
      ("new lines", [0x41, 0x8A, 0x42], ["A", "B"]), ("two new lines", [0x41, 0x8A, 0x8A, 0x42], ["A", "B"]),
      ("what is unused ends the text", [0x41, 0x8F, 0x42], ["A"]), ("codes of no meaning", [0x41, 0x8B, 0x42], ["AB"]),
      ("codes of teletext are spaces", [0x0D, 0x0B, 0x0B, 0x41, 0x03, 0x42, 0x0A, 0x0A], ["A B"]),
      ("styles are not", [0x41, 0x80, 0x42, 0x81, 0x43], ["ABC"]),
    ] as [(String, [UInt8], [String])])
  func codes(_ name: String, bytes: [UInt8], expected: [String]) throws {
    #expect(try text(bytes) == expected, "\(name)")
  }

  @Test func styles() throws {
    var file = STLFile()
    file.standard = "0"
    file.blocks[0].text = [0x41, 0x80, 0x42, 0x82, 0x43, 0x81, 0x44, 0x83, 0x45]
    let spans = try #require(try read(file).cues.first?.text.first?.spans)
    #expect(spans.map(\.text) == ["A", "B", "C", "D", "E"])
    #expect(spans.map(\.style.isItalic) == [false, true, true, false, false])
    #expect(spans.map(\.style.isUnderlined) == [false, false, true, true, false])
  }

  @Test func colors() throws {
    var file = STLFile()
    // Yellow; cyan after a space; the next row is white again; red on a white ground.
    file.blocks[0].text =
      [0x0D, 0x03, 0x0B, 0x0B, 0x41, 0x06, 0x42, 0x0A, 0x0A, 0x8A, 0x8A, 0x0D, 0x0B, 0x0B, 0x43, 0x1D, 0x01, 0x44]
    let lines = try #require(try read(file).cues.first?.text)
    #expect(lines.map(\.string) == ["A B", "C D"])
    #expect(lines[0].spans.map(\.style.color) == [TextColor(255, 255, 0), TextColor(0, 255, 255)])
    #expect(lines[1].spans.map(\.style.color) == [nil, TextColor(255, 0, 0)])
    #expect(lines[1].spans.last?.style.background == TextColor(255, 255, 255))
  }

  @Test(
    arguments: [
      ("0", UInt8(23), UInt8(2), [0x41], nil, CuePlacement.Alignment.center, CuePlacement.Edge.bottom),
      ("0", 22, 1, [0x41, 0x8A, 0x42], nil, .left, .bottom), ("0", 1, 3, [0x41], nil, .right, .top),
      ("0", 0, 0, [0x41], nil, .center, .top), ("0", 3, 2, [0x41], 0.1 + 0.8 * 2 / 23, .center, .top),
      ("1", 22, 2, [0x0D, 0x41], nil, .center, .bottom),
      ("1", 20, 2, [0x0D, 0x41, 0x8A, 0x0D, 0x42], nil, .center, .bottom),
      ("1", 20, 2, [0x0D, 0x41, 0x8A, 0x8A, 0x0D, 0x42], nil, .center, .bottom),
      ("1", 18, 2, [0x0D, 0x41], 0.1 + 0.8 * 19 / 23, .center, .bottom),
      ("0", 99, 2, [0x41], nil, .center, .bottom),
    ] as [(String, UInt8, UInt8, [UInt8], Double?, CuePlacement.Alignment, CuePlacement.Edge)])
  func places(
    standard: String, row: UInt8, justification: UInt8, bytes: [UInt8], line: Double?,
    alignment: CuePlacement.Alignment,
    edge: CuePlacement.Edge
  ) throws {
    var file = STLFile()
    file.standard = standard
    (file.blocks[0].row, file.blocks[0].justification, file.blocks[0].text) = (row, justification, bytes)
    let placement = try #require(try read(file).cues.first).placement ?? CuePlacement()
    #expect(placement.alignment == alignment)
    #expect(placement.edge == edge)
    #expect(line == nil ? placement.line == nil : abs((placement.line ?? 0) - (line ?? 1)) < 1e-9)
  }

  @Test func rowsOfOpenSubtitlesAreThoseOfTheFile() throws {
    var file = STLFile()
    (file.standard, file.rows, file.blocks[0].row) = ("0", "11", 11)
    #expect(try read(file).cues.map(\.placement) == [nil])
  }

  @Test func longTextIsInSeveralBlocks() throws {
    var file = STLFile()
    let text = String(repeating: "word ", count: 50)
    file.blocks = [
      STLFile.Block(ebn: 0, text: Array(text.utf8.prefix(112))),
      STLFile.Block(ebn: 0xFE, text: Array("user data".utf8)),
      STLFile.Block(ebn: 1, text: Array(text.utf8.dropFirst(112).prefix(112))),
      STLFile.Block(ebn: 0xFF, text: Array(text.utf8.dropFirst(224))),
      STLFile.Block(number: 2, text: Array("next".utf8)),
    ]
    #expect(try read(file).cues.map(\.lines) == [[String(text.dropLast())], ["next"]])
  }

  @Test func anOpenTextEndsWithItsNumber() throws {
    var file = STLFile()
    file.blocks = [STLFile.Block(ebn: 0, text: Array("one".utf8)), STLFile.Block(number: 2, text: Array("two".utf8))]
    #expect(try read(file).cues.map(\.lines) == [["one"], ["two"]])
  }

  @Test func commentsAreNotes() throws {
    var file = STLFile()
    file.blocks.insert(STLFile.Block(comment: 1, text: Array("for editors".utf8)), at: 0)
    let document = try read(file)
    #expect(document.notes == ["for editors"])
    #expect(document.cues.count == 1)
  }

  @Test func setsThatCumulate() throws {
    var file = STLFile()
    file.blocks = [
      STLFile.Block(
        number: 1, cumulative: 1, start: [0, 0, 1, 0], end: [0, 0, 9, 0], row: 20, text: Array("one".utf8)),
      STLFile.Block(
        number: 2, cumulative: 2, start: [0, 0, 3, 0], end: [0, 0, 9, 0], row: 21, text: Array("two".utf8)),
      STLFile.Block(
        number: 3, cumulative: 3, start: [0, 0, 5, 0], end: [0, 0, 9, 0], row: 22, text: Array("three".utf8)),
      STLFile.Block(number: 4, start: [0, 0, 10, 0], end: [0, 0, 11, 0]),
    ]
    let cues = try read(file).cues
    #expect(cues.map(\.lines) == [["one"], ["one", "two"], ["one", "two", "three"], ["Hello"]])
    #expect(cues.map(\.range.start.milliseconds) == [1000, 3000, 5000, 10_000])
    #expect(cues.map(\.range.end.milliseconds) == [3000, 5000, 9000, 11_000])
  }

  @Test func programmesMayStartAnywhere() throws {
    var file = STLFile()
    file.programmeStart = "10000000"
    file.blocks = [
      STLFile.Block(number: 0, start: [0, 0, 0, 0], end: [0, 0, 0, 8], text: Array("STORY: 1".utf8)),
      STLFile.Block(number: 1, start: [10, 0, 1, 0], end: [10, 0, 2, 0]),
      STLFile.Block(number: 2, start: [10, 0, 3, 0], end: [10, 0, 4, 0]),
    ]
    let document = try read(file)
    #expect(document.cues.map(\.range.start.milliseconds) == [1000, 3000])
    #expect(document.notes == ["STORY: 1"])
    // Times that have nothing to do with it.
    file.blocks = [STLFile.Block(), STLFile.Block(number: 2, start: [0, 0, 3, 0], end: [0, 0, 4, 0])]
    #expect(try read(file).cues.map(\.range.start.milliseconds) == [1000, 3000])
    var configuration = EBUSTLConfiguration()
    configuration.programmeStart = "00:00:01:00"
    #expect(
      try EBUSTLFormat(configuration: configuration).read(file.data).cues.map(\.range.start.milliseconds) == [0, 2000])
  }

  @Test func midnightPasses() throws {
    var file = STLFile()
    file.programmeStart = "23595900"
    file.blocks = [
      STLFile.Block(number: 1, start: [23, 59, 59, 0], end: [0, 0, 0, 10]),
      STLFile.Block(number: 2, start: [0, 0, 1, 0], end: [0, 0, 2, 0]),
    ]
    let cues = try read(file).cues
    #expect(cues.map(\.range.start.milliseconds) == [0, 2000])
    #expect(cues.map(\.range.end.milliseconds) == [1400, 3000])
  }

  @Test func endsThatAreMissing() throws {
    var file = STLFile()
    file.blocks = [
      STLFile.Block(number: 1, end: [0, 0, 0, 0]),
      STLFile.Block(number: 2, start: [0, 0, 2, 0], end: [0xFF, 0xFF, 0xFF, 0xFF]),
      STLFile.Block(number: 3, start: [0xFF, 0, 0, 0], text: Array("no time".utf8)),
    ]
    let document = try read(file)
    #expect(document.cues.map(\.range.end.milliseconds) == [2000, 6000])
    #expect(document.notes == ["no time"])
  }

  @Test(
    arguments: [
      ("437", [0x81, 0x84], "üä"), ("850", [0x81, 0xD1], "üÐ"), ("860", [0x84], "ã"), ("863", [0x84], "Â"),
      ("865", [0x9B], "ø"), ("999", [0x81], "ü"),
    ] as [(String, [UInt8], String)])
  func titlesAreInACodePage(codePage: String, bytes: [UInt8], expected: String) throws {
    var file = STLFile()
    (file.codePage, file.title) = (codePage, bytes + [UInt8](repeating: 0x20, count: 5))
    #expect(try read(file).title == expected)
  }

  @Test(arguments: [
    ("00", "und"), ("08", "de"), ("09", "en"), ("0F", "fr"), ("2B", "wa"), ("2A", "nl-BE"), ("45", "zu"), ("56", "ru"),
    ("55", "und"), ("70", "el"), ("7F", "am"), ("6C", "he"), ("  ", "und"), ("2C", "und"), ("44", "und"), ("7e", "ar"),
  ])
  func languages(code: String, expected: String) throws {
    var file = STLFile()
    file.language = code
    #expect(try read(file).language.code == expected)
  }

  @Test(arguments: [
    Data(), Data("hello".utf8), Data(count: 5000), Data("$FontName = Arial\n".utf8) + Data(count: 2000),
  ])
  func whatIsNotSTLIsAnError(data: Data) {
    #expect(throws: SubtitleReadError.self) { try EBUSTLFormat().read(data) }
  }
}
