internal import Foundation

/// Numbers for words, equal where words differ only in case, punctuation and diacritics: texts are compared as rows of
/// numbers.
///
/// Scripts that write no spaces, and Korean, which is free with them, get a number for each character or syllable.
struct WordNumbers {
  private var numbers: [String: Int32] = [:]
  /// What texts without white space consist of.
  private var known: [String: [Int32]] = [:]

  /// The words of `text`, in order.
  mutating func words(of text: String) -> [Int32] {
    var words: [Int32] = []
    for chunk in text.unicodeScalars.split(whereSeparator: { $0.properties.isWhitespace }) {
      let chunk = String(chunk)
      if let found = known[chunk] {
        words += found
      } else {
        let found = Self.folded(chunk).map { number(of: $0) }
        known[chunk] = found
        words += found
      }
    }
    return words
  }

  private mutating func number(of word: String) -> Int32 {
    if let number = numbers[word] { return number }
    let number = Int32(clamping: numbers.count)
    numbers[word] = number
    return number
  }

  /// Apostrophes divide words as well: recognisers and writers do not agree where “l'eau” or “don't” is one.
  static func folded(_ chunk: String) -> [String] {
    var pieces = Pieces()
    if chunk.utf8.allSatisfy({ $0 < 0x80 }) {
      for byte in chunk.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
          pieces.current.append(Unicode.Scalar(byte))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): pieces.current.append(Unicode.Scalar(byte | 0x20))
        default: pieces.end()
        }
      }
    } else {
      for scalar in chunk.decomposedStringWithCompatibilityMapping.unicodeScalars { pieces.add(scalar) }
    }
    pieces.end()
    return pieces.all
  }

  private struct Pieces {
    var all: [String] = []
    var current = String.UnicodeScalarView()

    mutating func end() {
      if !current.isEmpty { all.append(String(current)) }
      current = String.UnicodeScalarView()
    }

    mutating func add(_ scalar: Unicode.Scalar) {
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .spacingMark,
        .decimalNumber, .letterNumber, .otherNumber:
        break
      default: return end()
      }
      if WordNumbers.standsAlone(scalar) || (0x1100...0x115F).contains(scalar.value) { end() }
      if let plain = WordNumbers.plain[scalar] {
        current.append(contentsOf: plain.unicodeScalars)
      } else {
        current.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
      if WordNumbers.standsAlone(scalar) { end() }
    }
  }

  /// Letters with a stroke, which no decomposition takes off, and other spellings of one letter.
  private static let plain: [Unicode.Scalar: String] = [
    "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe",
    "Œ": "oe", "ı": "i", "ς": "σ",
  ]

  /// Whether a character of this script is a word of its own here.
  private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x109F, 0x1780...0x17FF, 0x3005...0x30FF, 0x31F0...0x31FF, 0x3400...0x9FFF, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
