package import Subtitles

/// A pair that is no text.
package enum CaptionCode: Hashable, Sendable {
  case command(CaptionCommand)
  /// Where text goes on, and how it looks. Rows from 1 to 15; columns are multiples of 4, from 0.
  case preamble(row: Int, column: Int, pen: CaptionPen)
  /// How text looks from here; takes the place of a character. No colour leaves it as it is and makes text italic.
  case midRow(CaptionColor?, isUnderlined: Bool)
  /// Nil for black.
  case background(TextColor?)
  /// 1…3 columns to the right.
  case tabOffset(Int)
  case special(Unicode.Scalar)
  /// Takes the place of the character before it.
  case extended(Unicode.Scalar)
  /// One that does nothing here: character sets of Asia, black text.
  case other
}

/// Codes that say what is done with captions.
package enum CaptionCommand: UInt8, Hashable, Sendable {
  case resumeCaptionLoading = 0x20
  case backspace, alarmOff, alarmOn, deleteToEndOfRow, rollUpTwo, rollUpThree, rollUpFour, flashOn
  case resumeDirectCaptioning, textRestart, resumeTextDisplay
  case eraseDisplayedMemory, carriageReturn, eraseNonDisplayedMemory, endOfCaption
}

/// The colours of text, in the order of their codes.
package enum CaptionColor: UInt8, Hashable, Sendable, CaseIterable {
  case white, green, blue, cyan, red, yellow, magenta

  /// As it is shown.
  package var textColor: TextColor {
    switch self {
    case .white: TextColor(255, 255, 255)
    case .green: TextColor(0, 255, 0)
    case .blue: TextColor(0, 0, 255)
    case .cyan: TextColor(0, 255, 255)
    case .red: TextColor(255, 0, 0)
    case .yellow: TextColor(255, 255, 0)
    case .magenta: TextColor(255, 0, 255)
    }
  }

  /// The one nearest to `color`.
  package init(nearestTo color: TextColor) {
    func distance(_ other: CaptionColor) -> Int {
      let own = other.textColor
      return [(own.red, color.red), (own.green, color.green), (own.blue, color.blue)].reduce(0) { sum, parts in
        let difference = Int(parts.0) - Int(parts.1)
        return sum + difference * difference
      }
    }
    self = Self.allCases.min { distance($0) < distance($1) } ?? .white
  }
}

/// How text is written.
package struct CaptionPen: Hashable, Sendable {
  package var color = CaptionColor.white
  package var isItalic = false
  package var isUnderlined = false
  /// Nil for black.
  package var background: TextColor?

  package init(color: CaptionColor = .white, isItalic: Bool = false, isUnderlined: Bool = false) {
    (self.color, self.isItalic, self.isUnderlined) = (color, isItalic, isUnderlined)
  }
}

extension CaptionCode {
  /// The rows of preambles: of the first byte without the bit of the channel, for second bytes below and from 60h.
  private static let rows: [(Int?, Int?)] = [
    (11, nil), (1, 2), (3, 4), (12, 13), (14, 15), (5, 6), (7, 8), (9, 10),
  ]

  /// What `pair` says, and to which of the two channels of its field; nil for text.
  package static func parse(_ pair: CaptionPair) -> (channel: Int, code: CaptionCode)? {
    guard pair.isCode else { return nil }
    return (pair.first & 0x08 == 0 ? 1 : 2, code(pair.first & 0x17, pair.second))
  }

  private static func code(_ first: UInt8, _ second: UInt8) -> CaptionCode {
    let isUnderlined = second & 1 == 1
    switch (first, second) {
    case (0x11, 0x20...0x2F):
      return .midRow(CaptionColor(rawValue: (second - 0x20) / 2), isUnderlined: isUnderlined)
    case (0x10, 0x20...0x2F): return .background(background(second))
    case (0x17, 0x2D): return .background(TextColor(0, 0, 0, alpha: 0))
    case (0x17, 0x21...0x23): return .tabOffset(Int(second - 0x20))
    // Captions of the second field have 15h here.
    case (0x14, 0x20...0x2F), (0x15, 0x20...0x2F): return CaptionCommand(rawValue: second).map(Self.command) ?? .other
    case (_, 0x40...0x7F): return preamble(first, second)
    default:
      if first == 0x11, let scalar = CaptionCharacters.special(second) { return .special(scalar) }
      return CaptionCharacters.extended(first, second).map(Self.extended) ?? .other
    }
  }

  /// White, green, blue, cyan, red, yellow, magenta, black, each solid and then half transparent.
  private static func background(_ second: UInt8) -> TextColor? {
    var color = CaptionColor(rawValue: (second - 0x20) / 2)?.textColor
    if second & 1 == 1 {
      color = color ?? TextColor(0, 0, 0)
      color?.alpha = 128
    }
    return color
  }

  private static func preamble(_ first: UInt8, _ second: UInt8) -> CaptionCode {
    let (low, high) = rows[Int(first & 0x07)]
    guard let row = second < 0x60 ? low : high else { return .other }
    var pen = CaptionPen(isUnderlined: second & 1 == 1)
    let style = second >> 1 & 0x0F
    var column = 0
    switch style {
    case 0...6: pen.color = CaptionColor(rawValue: style) ?? .white
    case 7: pen.isItalic = true
    default: column = Int(style - 8) * 4
    }
    return .preamble(row: row, column: column, pen: pen)
  }

  /// The pair that says it to channel 1; nothing for what is never written.
  package var pair: CaptionPair? {
    switch self {
    case .command(let command): return CaptionPair(0x14, command.rawValue)
    case .tabOffset(let columns): return CaptionPair(0x17, 0x20 + UInt8(clamping: columns))
    case .midRow(let color, let isUnderlined):
      return CaptionPair(0x11, 0x20 + (color?.rawValue ?? 7) * 2 + (isUnderlined ? 1 : 0))
    case .preamble(let row, let column, let pen):
      guard let index = Self.rows.firstIndex(where: { $0.0 == row || $0.1 == row }) else { return nil }
      let style = column > 0 ? 8 + UInt8(clamping: column / 4) : pen.isItalic ? 7 : pen.color.rawValue
      let base: UInt8 = Self.rows[index].0 == row ? 0x40 : 0x60
      return CaptionPair(0x10 + UInt8(index), base + style * 2 + (pen.isUnderlined ? 1 : 0))
    case .background, .special, .extended, .other: return nil
    }
  }
}
