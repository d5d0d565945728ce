import Foundation
import TextEncoding

/// A set of characters that text fields are in, by its number in the file.
enum CharacterTable: String, CaseIterable {
  case latin = "00"
  case cyrillic = "01"
  case arabic = "02"
  case greek = "03"
  case hebrew = "04"

  var name: String { "\(self)" }

  /// What iconv(3) calls it; nil for Latin, where marks come before the letters they are on (ISO 6937).
  private var encoding: String? {
    switch self {
    case .latin: nil
    case .cyrillic: "ISO-8859-5"
    case .arabic: "ISO-8859-6"
    case .greek: "ISO-8859-7"
    case .hebrew: "ISO-8859-8"
    }
  }

  // MARK: - Reading

  /// The text of bytes 20h…7Fh and A0h…FFh; U+FFFD for one that the set has no character for.
  func text(of bytes: some Collection<UInt8>) -> String {
    guard self == .latin else {
      let upper = Self.upper[self] ?? []
      let scalars = bytes.map { byte -> Unicode.Scalar in
        let index = Int(byte) - 0xA0
        return byte < 0x80 ? Unicode.Scalar(byte) : upper.indices.contains(index) ? upper[index] : "\u{FFFD}"
      }
      return String(String.UnicodeScalarView(scalars))
    }
    var text = String.UnicodeScalarView()
    var mark: Unicode.Scalar?
    for byte in bytes {
      if let next = Self.marks[byte] {
        if let mark { text.append(Self.standing(mark)) }
        mark = next
        continue
      }
      let scalar = byte < 0x80 ? Unicode.Scalar(byte) : Self.latinUpper[byte] ?? "\u{FFFD}"
      if let mark, scalar == " " {
        text.append(Self.standing(mark))
      } else if mark == "\u{301}", scalar == "g" {
        // The cedilla of this letter stands above it.
        text.append("ģ")
      } else {
        text.append(scalar)
        if let mark { text.append(mark) }
      }
      mark = nil
    }
    if let mark { text.append(Self.standing(mark)) }
    return String(text).precomposedStringWithCanonicalMapping
  }

  // MARK: - Writing

  /// The bytes of `text`; nothing for what `holds` denies.
  func bytes(of text: String) -> [UInt8] { text.unicodeScalars.flatMap { bytes(of: $0) ?? [] } }

  func holds(_ scalar: Unicode.Scalar) -> Bool { bytes(of: scalar) != nil }

  private func bytes(of scalar: Unicode.Scalar) -> [UInt8]? {
    if scalar.isASCII { return (0x20...0x7E).contains(scalar.value) ? [UInt8(scalar.value)] : nil }
    return Self.codes[self]?[scalar]
  }

  /// How many letters of `text` it has. Signs do not tell a script: the euro is in the Greek set alone.
  func letterCount(in text: String) -> Int { text.unicodeScalars.count { $0.properties.isAlphabetic && holds($0) } }

  /// `text` in code page 850, in which the fields of the first block are written.
  static func codePage850(_ text: String) -> [UInt8] {
    NearestText.text(text) { page850[$0] != nil }.unicodeScalars.compactMap { page850[$0] }
  }

  private static let page850: [Unicode.Scalar: UInt8] = {
    var codes: [Unicode.Scalar: UInt8] = [:]
    for (index, scalar) in scalars(of: 0x80...0xFF, in: "CP850").enumerated() { codes[scalar] = UInt8(0x80 + index) }
    for byte in UInt8(0x20)...0x7E { codes[Unicode.Scalar(byte)] = byte }
    return codes
  }()

  // MARK: - Tables

  /// A0h…FFh of the sets of one byte a character.
  private static let upper: [CharacterTable: [Unicode.Scalar]] = {
    var upper: [CharacterTable: [Unicode.Scalar]] = [:]
    for table in allCases { upper[table] = table.encoding.map { scalars(of: 0xA0...0xFF, in: $0) } }
    return upper
  }()

  private static func scalars(of bytes: ClosedRange<UInt8>, in encoding: String) -> [Unicode.Scalar] {
    Array((DecodedText(Data(bytes), encoding: encoding)?.text ?? "").unicodeScalars)
  }

  /// The marks of ISO 6937, each before its letter. C9h is another umlaut of the first edition.
  private static let marks: [UInt8: Unicode.Scalar] = [
    0xC1: "\u{300}", 0xC2: "\u{301}", 0xC3: "\u{302}", 0xC4: "\u{303}", 0xC5: "\u{304}", 0xC6: "\u{306}",
    0xC7: "\u{307}", 0xC8: "\u{308}", 0xC9: "\u{308}", 0xCA: "\u{30A}", 0xCB: "\u{327}", 0xCC: "\u{332}",
    0xCD: "\u{30B}", 0xCE: "\u{328}", 0xCF: "\u{30C}",
  ]

  /// A mark before a space stands alone.
  private static func standing(_ mark: Unicode.Scalar) -> Unicode.Scalar {
    let standing: [Unicode.Scalar: Unicode.Scalar] = [
      "\u{300}": "`", "\u{301}": "´", "\u{302}": "^", "\u{303}": "~", "\u{304}": "¯", "\u{306}": "˘", "\u{307}": "˙",
      "\u{308}": "¨", "\u{30A}": "˚", "\u{327}": "¸", "\u{332}": "_", "\u{30B}": "˝", "\u{328}": "˛", "\u{30C}": "ˇ",
    ]
    return standing[mark] ?? " "
  }

  /// What else is not ASCII in the Latin set. The first edition of the standard has the dollar and the number sign here
  /// too.
  private static let latinUpper: [UInt8: Unicode.Scalar] = {
    var upper: [UInt8: Unicode.Scalar] = [:]
    for (first, characters) in [
      (UInt8(0xA0), "\u{A0}¡¢£$¥#§¤‘“«←↑→↓°±²³×µ¶·÷’”»¼½¾¿"), (0xD0, "—¹®©™♪¬¦"), (0xDC, "⅛⅜⅝⅞ΩÆĐªĦ"),
      (0xE6, "ĲĿŁØŒºÞŦŊŉĸæđðħıĳŀłøœßþŧŋ\u{AD}"),
    ] {
      for (index, scalar) in characters.unicodeScalars.enumerated() { upper[first + UInt8(index)] = scalar }
    }
    return upper
  }()

  /// The bytes of what is not ASCII.
  private static let codes: [CharacterTable: [Unicode.Scalar: [UInt8]]] = {
    var codes: [CharacterTable: [Unicode.Scalar: [UInt8]]] = [:]
    for table in allCases where table != .latin {
      var own: [Unicode.Scalar: [UInt8]] = [:]
      for (index, scalar) in (upper[table] ?? []).enumerated() where scalar != "\u{FFFD}" {
        own[scalar] = [UInt8(0xA0 + index)]
      }
      codes[table] = own
    }
    var latin: [Unicode.Scalar: [UInt8]] = [:]
    // Letters and marks that are one character together. The mark below a letter (CCh) makes none.
    for (byte, mark) in marks where byte != 0xC9 {
      for letter in Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8) + [UInt8(ascii: " ")] {
        let letterScalar = Unicode.Scalar(letter)
        let text = letter == UInt8(ascii: " ") ? String(standing(mark)) : "\(letterScalar)\(mark)"
        let whole = text.precomposedStringWithCanonicalMapping.unicodeScalars
        if whole.count == 1, let scalar = whole.first, !scalar.isASCII { latin[scalar] = [byte, letter] }
      }
    }
    latin["ģ"] = [0xC2, UInt8(ascii: "g")]
    latin["ǵ"] = nil
    for (byte, scalar) in latinUpper where !scalar.isASCII { latin[scalar] = [byte] }
    codes[.latin] = latin
    return codes
  }()
}
