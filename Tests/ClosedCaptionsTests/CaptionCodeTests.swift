import ClosedCaptions
import Subtitles
import Testing

@Suite struct CaptionCodeTests {
  /// All characters that can be sent, each once.
  @Test func everyCharacterHasAForm() throws {
    var found: [Unicode.Scalar: CaptionCharacters.Form] = [:]
    for value in UInt32(0x20)...0xFFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      found[scalar] = CaptionCharacters.form(of: scalar)
    }
    // 96 + 16 + 64, without a second space and a second apostrophe.
    #expect(found.count == 174)
    for (scalar, form) in found {
      switch form {
      case .standard(let byte): #expect(CaptionCharacters.standard(byte) == scalar)
      case .special(let byte):
        #expect(CaptionCode.parse(CaptionPair(0x11, byte))?.code == .special(scalar))
      case .extended(let first, let second, let fallback):
        #expect(CaptionCode.parse(CaptionPair(first, second))?.code == .extended(scalar))
        #expect(CaptionCharacters.standard(fallback) == Unicode.Scalar(fallback), "what stands for \(scalar) is ASCII")
      }
    }
  }

  @Test(arguments: [
    ("9420", CaptionCode.command(.resumeCaptionLoading)), ("9429", .command(.resumeDirectCaptioning)),
    ("9425", .command(.rollUpTwo)), ("9426", .command(.rollUpThree)), ("94a7", .command(.rollUpFour)),
    ("94ad", .command(.carriageReturn)), ("942c", .command(.eraseDisplayedMemory)),
    ("94ae", .command(.eraseNonDisplayedMemory)), ("942f", .command(.endOfCaption)), ("94a1", .command(.backspace)),
    ("97a1", .tabOffset(1)), ("97a2", .tabOffset(2)), ("9723", .tabOffset(3)),
    ("9470", .preamble(row: 15, column: 0, pen: CaptionPen())),
    ("91d0", .preamble(row: 1, column: 0, pen: CaptionPen())),
    ("1370", .preamble(row: 13, column: 0, pen: CaptionPen())),
    ("9454", .preamble(row: 14, column: 8, pen: CaptionPen())),
    ("10d0", .preamble(row: 11, column: 0, pen: CaptionPen())),
    ("94ce", .preamble(row: 14, column: 0, pen: CaptionPen(isItalic: true))),
    ("91c2", .preamble(row: 1, column: 0, pen: CaptionPen(color: .green))),
    ("9761", .preamble(row: 10, column: 0, pen: CaptionPen(isUnderlined: true))),
    ("91ae", .midRow(nil, isUnderlined: false)), ("9120", .midRow(.white, isUnderlined: false)),
    ("91a1", .midRow(.white, isUnderlined: true)), ("91a8", .midRow(.red, isUnderlined: false)),
    ("9137", .special("♪")), ("92b0", .extended("À")), ("13b0", .extended("Ä")),
  ])
  func readsAndWritesCodes(hexadecimal: String, expected: CaptionCode) throws {
    let value = try #require(UInt16(hexadecimal, radix: 16))
    let pair = CaptionPair(sent: UInt8(value >> 8), UInt8(value & 0xFF))
    #expect(!pair.isDamaged)
    #expect(pair.hexadecimal == hexadecimal)
    #expect(CaptionCode.parse(pair)?.channel == 1)
    #expect(CaptionCode.parse(pair)?.code == expected)
    let other = CaptionPair(pair.first | 0x08, pair.second)
    #expect(CaptionCode.parse(other)?.channel == 2)
    #expect(CaptionCode.parse(other)?.code == expected)
    // A preamble at the left edge has two forms; the one with a colour is written.
    if let written = expected.pair { #expect(CaptionCode.parse(written)?.code == expected) }
  }

  @Test func everyRowHasPreambles() throws {
    for row in 1...15 {
      for column in stride(from: 0, to: 32, by: 4) {
        let code = CaptionCode.preamble(row: row, column: column, pen: CaptionPen(isUnderlined: true))
        #expect(CaptionCode.parse(try #require(code.pair))?.code == code)
      }
      for color in CaptionColor.allCases {
        let code = CaptionCode.preamble(row: row, column: 0, pen: CaptionPen(color: color))
        #expect(CaptionCode.parse(try #require(code.pair))?.code == code)
      }
    }
  }

  @Test func everyPairCanBeRead() {
    for value in UInt16.min...UInt16.max {
      let pair = CaptionPair(sent: UInt8(value >> 8), UInt8(value & 0xFF))
      #expect((CaptionCode.parse(pair) != nil) == pair.isCode)
    }
  }

  @Test func parityIsOddAndLeniently() {
    #expect(CaptionPair.null.hexadecimal == "8080")
    #expect(CaptionPair(0x01, 0x02).hexadecimal == "0102")
    #expect(CaptionPair(sent: 0x14, 0x20).isDamaged)
    #expect(CaptionPair(sent: 0x14, 0x20) != CaptionPair(sent: 0x94, 0x20))
    #expect(CaptionPair(sent: 0x14, 0x20).first == 0x14)
  }

  @Test(
    arguments: [
      (CaptionColor.white, (200, 210, 220)), (.red, (200, 30, 20)), (.yellow, (255, 215, 0)), (.cyan, (0, 200, 230)),
      (.green, (0, 128, 0)), (.blue, (20, 20, 160)), (.magenta, (230, 0, 200)),
    ] as [(CaptionColor, (UInt8, UInt8, UInt8))])
  func findsTheNearestColor(expected: CaptionColor, parts: (UInt8, UInt8, UInt8)) {
    #expect(CaptionColor(nearestTo: .init(parts.0, parts.1, parts.2)) == expected)
  }
}
