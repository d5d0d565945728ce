internal import Transcript

/// The letters with marks that an alphabet has apart, so that they are never read as the letter below the mark: `año` is
/// another word than `ano`, `schwül` another than `schwul`.
///
/// Those that the collations of CLDR keep apart at the first level, and the umlauts of German.
enum OwnLetters {
  static func letters(of language: LanguageTag) -> Set<UInt32> { scalars[language.primary] ?? cyrillic }

  static func letters(of languages: some Sequence<LanguageTag>) -> Set<UInt32> {
    languages.reduce(into: cyrillic) { $0.formUnion(letters(of: $1)) }
  }

  /// Those of all alphabets.
  static let all = scalars.values.reduce(into: cyrillic) { $0.formUnion($1) }

  /// How a letter is written where it cannot be typed; nil for one that has no such spelling.
  static func spelling(of letter: UInt32, in language: LanguageTag) -> [UInt32]? {
    guard spelt.contains(language.primary) else { return nil }
    let text: String? =
      switch Unicode.Scalar(letter) {
      case "ä", "æ": "ae"
      case "ö", "ø": "oe"
      case "ü": "ue"
      case "å": "aa"
      default: nil
      }
    return text.map { $0.unicodeScalars.map(\.value) }
  }

  private static let spelt: Set<String> = ["de", "da", "nb", "nn", "no", "sv", "fi"]

  /// In every language: it is nowhere a kind of и.
  private static let cyrillic: Set<UInt32> = [0x439]

  private static let scalars: [String: Set<UInt32>] = [
    "az": "çğöşü", "bs": "čćđšž", "cs": "čřšž", "da": "æøå", "de": "äöü", "es": "ñ", "et": "äöõüšž", "eu": "ñ",
    "fi": "åäö", "gl": "ñ", "hr": "čćđšž", "hu": "öü", "is": "æöðþ", "nb": "æøå", "nn": "æøå", "no": "æøå",
    "pl": "ąćęłńóśźż", "sk": "čšžäô", "sl": "čšž", "sv": "åäö", "tr": "çğöşü",
  ].mapValues { text in Set(text.unicodeScalars.map(\.value)).union(cyrillic) }
}
