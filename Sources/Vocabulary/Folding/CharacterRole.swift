/// What a character of a transcript does in a word.
enum CharacterRole: UInt8 {
  /// A letter or a mark that is one.
  case letter
  case digit
  /// A sign that may stand for a letter, or hide one: `@`, `$`, `*`.
  case sign
  case apostrophe
  case hyphen
  /// `b.a.d`; also what joins words of Katakana.
  case dot
  /// A character that is a word by itself.
  case emoji
  /// Joins nothing.
  case other
  /// Cannot be seen.
  case nothing

  init(_ scalar: Unicode.Scalar) {
    if scalar.value < 0x80 {
      self = Self.ascii[Int(scalar.value)]
      return
    }
    switch scalar {
    case "’", "ʼ", "‘", "＇", "´", "ʹ": self = .apostrophe
    case "‐", "‑", "‒", "﹣", "－": self = .hyphen
    case "·", "・", "･", "．", "‧": self = .dot
    // Tones of skin.
    case "\u{1F3FB}"..."\u{1F3FF}": self = .nothing
    case "•", "●", "█", "×", "＊", "＠", "＄", "＃", "！", "｜", "＋", "＿": self = .sign
    default:
      // Selectors of a look, joiners, fillers: some of them are letters or marks for Unicode.
      if scalar.properties.isDefaultIgnorableCodePoint {
        self = .nothing
        return
      }
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
        .spacingMark, .letterNumber:
        self = .letter
      case .decimalNumber, .otherNumber: self = .digit
      // The circled and the squared letters are symbols too.
      case .otherSymbol, .modifierSymbol: self = scalar.properties.isEmoji ? .emoji : .letter
      case .format, .enclosingMark, .control: self = .nothing
      default: self = .other
      }
    }
  }

  private static let ascii: [CharacterRole] = (UInt8(0)..<0x80).map { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "'"), UInt8(ascii: "`"): .apostrophe
    case UInt8(ascii: "-"): .hyphen
    case UInt8(ascii: "."): .dot
    default: "@$!+|*#%?_".utf8.contains(byte) ? .sign : .other
    }
  }
}

extension UInt32 {
  /// Whether the scalar of this number belongs to a script that puts no spaces between words.
  var isOfUnspacedScript: Bool {
    switch self {
    // Thai, Lao, Tibetan, Burmese, Khmer, kana, bopomofo, Han.
    case 0xE00...0xFFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005...0x3007, 0x3041...0x312F, 0x31F0...0x31FF,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF:
      true
    default: false
    }
  }
}
