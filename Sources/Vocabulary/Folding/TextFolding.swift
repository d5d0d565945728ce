internal import Foundation

/// Text without what does not tell words apart: the case, marks, ligatures, widths, invisible characters.
///
/// Characters become those of NFKC in small letters; Latin, Greek, Cyrillic, Hebrew and Arabic letters lose their marks,
/// but for the letters that an alphabet has apart (`OwnLetters`). Marks of other scripts are letters: か is not が, and a
/// Thai vowel may be a mark. All four i of Turkish fold to one.
struct TextFolding {
  private let ownLetters: Set<UInt32>
  /// What was folded before: the characters of an hour of text are few.
  private var known: [UInt32: [UInt32]] = [:]

  init(ownLetters: Set<UInt32>) { self.ownLetters = ownLetters }

  /// Text in which every letter is one scalar with its marks, as far as Unicode has one: what `fold` expects.
  static func composed(_ text: String) -> String {
    text.unicodeScalars.contains(where: isPart) ? compatible(text) : text
  }

  /// NFKC. What Foundation has of it leaves a kana of half width and its mark apart.
  private static func compatible(_ text: String) -> String {
    text.precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
  }

  /// Adds what remains of a scalar, which is nothing for one that is invisible.
  mutating func fold(_ scalar: Unicode.Scalar, into letters: inout [UInt32]) {
    let value = scalar.value
    if value < 0x80 {
      letters.append(0x41...0x5A ~= value ? value | 0x20 : value)
    } else if let folded = known[value] {
      letters.append(contentsOf: folded)
    } else {
      let folded = folded(scalar)
      known[value] = folded
      letters.append(contentsOf: folded)
    }
  }

  /// The letters of a text, punctuation and spaces among them.
  mutating func folded(_ text: String) -> [UInt32] {
    var letters: [UInt32] = []
    for scalar in Self.composed(text).unicodeScalars { fold(scalar, into: &letters) }
    return letters
  }

  private func folded(_ scalar: Unicode.Scalar) -> [UInt32] {
    var letters: [UInt32] = []
    for scalar in Self.compatible(String(scalar)).unicodeScalars {
      for small in scalar.properties.lowercaseMapping.unicodeScalars where !Self.isIgnored(small) {
        if ownLetters.contains(small.value) {
          letters.append(small.value)
        } else if let plain = Self.plain[small] {
          letters.append(contentsOf: plain.unicodeScalars.map(\.value))
        } else if Self.losesMarks(small) {
          for part in String(small).decomposedStringWithCanonicalMapping.unicodeScalars where !Self.isIgnored(part) {
            letters.append(contentsOf: Self.plain[part]?.unicodeScalars.map(\.value) ?? [part.value])
          }
        } else {
          letters.append(small.value)
        }
      }
    }
    return letters
  }

  /// What may be one character with the scalars beside it.
  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Latin, Greek, Cyrillic, Armenian, kana and Han, Hangul in syllables: without marks. These are most of all text.
    case ..<0x300, 0x370...0x482, 0x48A...0x590, 0x3041...0x3098, 0x309B...0xA66E, 0xAC00...0xD7A3: return false
    // Marks, Hangul in parts, marks of kana, kana of half width.
    case 0x300...0x36F, 0x1100...0x11FF, 0x3099...0x309A, 0xFF65...0xFFDC: return true
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .spacingMark: return true
      default: return false
      }
    }
  }

  private static func losesMarks(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xC0...0x24F, 0x370...0x52F, 0x5D0...0x6FF, 0x1E00...0x1FFF: true
    default: false
    }
  }

  /// Marks of the scripts that lose them, what cannot be seen, tones of skin.
  private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x36F, 0x483...0x489, 0x591...0x5BD, 0x5BF, 0x5C1...0x5C2, 0x5C4...0x5C5, 0x5C7, 0x610...0x61A,
      0x640, 0x64B...0x65F, 0x670, 0x6D6...0x6DC, 0x6DF...0x6E4, 0x6E7...0x6E8, 0x6EA...0x6ED, 0x1AB0...0x1AFF,
      0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0x1F3FB...0x1F3FF:
      true
    default: scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .format
    }
  }

  /// Letters that Unicode does not take apart.
  private static let plain: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ł": "l", "ŋ": "ng",
    "ŧ": "t", "ĸ": "k", "ə": "e", "ς": "σ", "ґ": "г", "ٱ": "ا", "ى": "ي", "ک": "ك", "ی": "ي",
  ]
}
