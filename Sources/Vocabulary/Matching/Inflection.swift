internal import Transcript

/// The regular endings of words, language by language: rules, and no dictionary, so that some forms are no words. An entry
/// that is better matched otherwise ends in `*`, begins with `=`, or has its forms written out.
enum Inflection {
  /// The languages that have rules.
  static let languages = ["de", "en", "es", "fr", "it", "pt"]

  /// The forms of a folded word, itself not among them; none for words of fewer than three letters.
  static func forms(of word: [UInt32], in language: LanguageTag) -> [[UInt32]] {
    guard word.count >= 3, word.allSatisfy({ $0 > 0x60 && $0 < 0x250 }) else { return [] }
    let text = String(String.UnicodeScalarView(word.compactMap(Unicode.Scalar.init)))
    let forms: [String] =
      if language.primary == "en" {
        EnglishInflection.forms(of: text)
      } else if let rule = rules[language.primary]?.first(where: { text.hasSuffix($0.ending) }) {
        rule.endings.map { text.dropLast(rule.ending.count) + $0 }
      } else {
        []
      }
    return forms.filter { $0 != text }.map { $0.unicodeScalars.map(\.value) }
  }

  /// An ending and what may stand in its place.
  private struct Rule {
    var ending: String
    var endings: [String]

    init(_ ending: String, _ endings: String) {
      self.ending = ending
      self.endings = endings.split(separator: " ").map { $0 == "-" ? "" : String($0) }
    }
  }

  /// The first whose ending a word has counts. Folded: `é` is `e`, but not `ü`.
  private static let rules: [String: [Rule]] = [
    // Weak and strong endings of nouns, adjectives and verbs; no change of vowels.
    "de": [
      Rule("e", "en er es em e - t st te ten"), Rule("en", "e t st te ten end - s"), Rule("", "e en er es em ern n s"),
    ],
    // Number and gender; verbs in -er.
    "fr": [
      Rule("er", "e es ent ez ais ait aient ant ons ee ees eur eurs euse euses"), Rule("eux", "euse euses"),
      Rule("eur", "eurs euse euses"), Rule("n", "ns ne nes nne nnes"), Rule("l", "ls le les lle lles"),
      Rule("t", "ts te tes tte ttes"), Rule("", "s e es x"),
    ],
    // Number and gender; verbs in -ar.
    "es": [
      Rule("ar", "o as a amos an ando ado ada ados adas aba aban e en"), Rule("or", "ores ora oras"),
      Rule("on", "ones ona onas"), Rule("o", "a os as"), Rule("a", "o os as"), Rule("z", "ces"), Rule("e", "es"),
      Rule("i", "is"), Rule("u", "us"), Rule("", "es s"),
    ],
    // Number and gender; verbs in -are.
    "it": [
      Rule("are", "o i a iamo ate ano ando ato ata ati"), Rule("co", "chi ci ca che"), Rule("ca", "che co chi"),
      Rule("go", "ghi ga ghe"), Rule("ga", "ghe"), Rule("io", "i ia ie"), Rule("o", "i a e"), Rule("a", "e i o"),
      Rule("e", "i"),
    ],
    // Number and gender; verbs in -ar.
    "pt": [
      Rule("ar", "o as a amos am ando ado ada ados adas ava avam e em"), Rule("ao", "oes aos aes ona onas"),
      Rule("al", "ais"), Rule("el", "eis"), Rule("ol", "ois"), Rule("m", "ns"), Rule("o", "a os as"),
      Rule("a", "o os as"), Rule("r", "res ra ras"), Rule("s", "ses"), Rule("z", "zes"), Rule("", "s"),
    ],
  ]
}
