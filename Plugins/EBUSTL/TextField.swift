import Subtitles

/// The text of a subtitle as it stands in a file: characters, and codes for styles, teletext and new lines.
enum TextField {
  static let newLine: UInt8 = 0x8A
  static let unused: UInt8 = 0x8F

  private enum Code {
    static let alphaColors: ClosedRange<UInt8> = 0x00...0x07
    static let (endBox, startBox): (UInt8, UInt8) = (0x0A, 0x0B)
    static let (doubleHeight, doubleSize): (UInt8, UInt8) = (0x0D, 0x0F)
    static let (blackBackground, newBackground): (UInt8, UInt8) = (0x1C, 0x1D)
    static let (italicsOn, italicsOff, underlineOn, underlineOff): (UInt8, UInt8, UInt8, UInt8) = (
      0x80, 0x81, 0x82, 0x83
    )
  }

  /// The colours of teletext in the order of their codes.
  static let colors = ["black", "red", "lime", "yellow", "blue", "magenta", "cyan", "white"].compactMap {
    TextColor.named[$0]
  }

  // MARK: - Reading

  struct Text {
    var lines: [CueLine]
    /// That it takes up on the picture, from its first to its last.
    var rows: Int
  }

  static func text(_ bytes: [UInt8], standard: DisplayStandard, table: CharacterTable) -> Text {
    var spans: [CueSpan] = []
    var style = TextStyle()
    var run: [UInt8] = []
    // Every code of teletext takes up a column: a space that belongs to what follows.
    var isAfterCode = false
    func flush() {
      if !run.isEmpty { spans.append(CueSpan(table.text(of: run), style: style)) }
      run = []
    }
    for byte in bytes {
      switch byte {
      case 0x20...0x7E, 0xA0...0xFF:
        if isAfterCode { run.append(0x20) }
        isAfterCode = false
        run.append(byte)
      case newLine:
        flush()
        isAfterCode = false
        spans.append(CueSpan("\n"))
        // Each row of a teletext page begins anew.
        if standard == .teletext { style = TextStyle() }
      case 0x00...0x1F:
        flush()
        isAfterCode = true
        if Code.alphaColors.contains(byte) { style.color = byte == 7 ? nil : colors[Int(byte)] }
        if byte == Code.newBackground { style.background = style.color ?? TextColor(255, 255, 255) }
        if byte == Code.blackBackground { style.background = nil }
      case Code.italicsOn...Code.underlineOff:
        flush()
        switch byte {
        case Code.italicsOn: style.isItalic = true
        case Code.italicsOff: style.isItalic = false
        case Code.underlineOn: style.isUnderlined = true
        default: style.isUnderlined = false
        }
      default: continue
      }
    }
    flush()
    let isDouble = bytes.contains(Code.doubleHeight) || bytes.contains(Code.doubleSize)
    return Text(lines: CueText.lines(of: spans), rows: rows(bytes, isDouble: isDouble))
  }

  /// New lines count a row each; a line of double height has two, whether one new line comes after it or two.
  private static func rows(_ bytes: [UInt8], isDouble: Bool) -> Int {
    var rows = 1
    var isFirst = true
    for byte in bytes.reversed().drop(while: { $0 == newLine || $0 == 0x20 }).reversed() {
      guard byte == newLine else {
        isFirst = true
        continue
      }
      rows += isDouble && !isFirst ? 0 : 1
      isFirst = isDouble ? !isFirst : true
    }
    return isDouble ? 2 * rows : rows
  }

  // MARK: - Writing

  /// The bytes of lines whose characters are all in `table`.
  static func bytes(_ lines: [CueLine], standard: DisplayStandard, table: CharacterTable) -> [UInt8] {
    let rows = lines.map { standard == .open ? open($0, table) : teletext($0, table) }
    return Array(rows.joined(separator: standard == .open ? [newLine] : [newLine, newLine]))
  }

  private static func open(_ line: CueLine, _ table: CharacterTable) -> [UInt8] {
    var bytes: [UInt8] = []
    var (isItalic, isUnderlined) = (false, false)
    func turn(_ style: TextStyle) {
      if style.isItalic != isItalic { bytes.append(style.isItalic ? Code.italicsOn : Code.italicsOff) }
      if style.isUnderlined != isUnderlined { bytes.append(style.isUnderlined ? Code.underlineOn : Code.underlineOff) }
      (isItalic, isUnderlined) = (style.isItalic, style.isUnderlined)
    }
    for span in line.spans {
      turn(span.style)
      bytes += table.bytes(of: span.text)
    }
    turn(TextStyle())
    return bytes
  }

  /// Characters of a row of teletext that are left for text, with codes for height, colour and box before it.
  static let teletextColumns = 36
  private static let allColumns = 40

  private static func teletext(_ line: CueLine, _ table: CharacterTable) -> [UInt8] {
    var bytes = [Code.doubleHeight]
    var color: UInt8 = 7
    var columns = 3
    var isInWord = false
    func turn(_ style: TextStyle) -> Bool {
      let new = style.color.map(code) ?? 7
      guard new != color else { return false }
      color = new
      bytes.append(new)
      columns += 1
      return true
    }
    if let first = line.spans.first { _ = turn(first.style) }
    bytes += [Code.startBox, Code.startBox]
    // A colour takes the place of the space before a word; within a word it does not change.
    var isSpacePending = false
    for span in line.spans {
      for scalar in span.text.unicodeScalars {
        if scalar == " " {
          (isSpacePending, isInWord) = (true, false)
          continue
        }
        if !isInWord, isSpacePending, !turn(span.style) {
          bytes.append(0x20)
          columns += 1
        }
        (isSpacePending, isInWord) = (false, true)
        bytes += table.bytes(of: String(scalar))
        columns += 1
      }
    }
    // The end of a row ends its box.
    if columns + 2 <= allColumns { bytes += [Code.endBox, Code.endBox] }
    return bytes
  }

  /// The nearest of the seven colours that level 1 has for text; nobody would see black in a black box.
  static func code(_ color: TextColor) -> UInt8 {
    func distance(_ other: TextColor) -> Int {
      zip([color.red, color.green, color.blue], [other.red, other.green, other.blue]).reduce(0) {
        $0 + (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1))
      }
    }
    return UInt8(colors.indices.dropFirst().min { distance(colors[$0]) < distance(colors[$1]) } ?? 7)
  }
}
