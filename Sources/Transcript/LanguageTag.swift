internal import Foundation

/// A language as BCP 47 names it: `en`, `pt-BR`, `und` when unknown.
///
/// Three-letter codes that have a two-letter equivalent are shortened (`eng` and `fre`/`fra` as containers write them
/// become `en` and `fr`), so that tags from containers, models and users compare equal.
public struct LanguageTag: Hashable, Sendable {
  /// The normalised tag: primary subtag in lower case, region in upper case.
  public let code: String

  public static let undetermined = LanguageTag("und")

  /// Normalises `raw`; an empty string or one that is no tag becomes `und`.
  public init(_ raw: String) {
    let parts = raw.split(whereSeparator: { $0 == "-" || $0 == "_" }).map { $0.lowercased() }
    guard let first = parts.first, (2...8).contains(first.count), first.allSatisfy({ $0.isLetter && $0.isASCII }) else {
      code = "und"
      return
    }
    let primary = Self.shortened[first] ?? first
    let rest = parts.dropFirst().map { part -> String in
      switch part.count {
      case 2: part.uppercased()
      case 4: part.prefix(1).uppercased() + part.dropFirst()
      default: part
      }
    }
    code = ([primary] + rest).joined(separator: "-")
  }

  /// Whether ISO 639 has a language of this code. Three letters in a file name may be anything: `dts`, `web`.
  public var isKnown: Bool {
    !isUndetermined && (Locale.LanguageCode(primary).isISOLanguage || Self.shortened.values.contains(primary))
  }

  /// The primary subtag: `pt` of `pt-BR`.
  public var primary: String { String(code.prefix(while: { $0 != "-" })) }
  public var isUndetermined: Bool { code == "und" }

  /// Whether both name the same language, whatever the region. Two undetermined tags do not match.
  public func matches(_ other: LanguageTag) -> Bool { !isUndetermined && primary == other.primary }

  /// Whether words of this language are written without spaces between them.
  public var isWrittenWithoutSpaces: Bool { Self.unspaced.contains(primary) }

  /// Whether its script runs from right to left: the one that the tag names, otherwise the usual one of the language.
  public var isWrittenRightToLeft: Bool {
    let subtags: [Substring] = code.split(separator: "-")
    if let script = subtags.dropFirst().first(where: { $0.count == 4 }) {
      return Self.rightToLeftScripts.contains(String(script))
    }
    return Self.rightToLeft.contains(primary)
  }

  private static let rightToLeft: Set<String> = [
    "ar", "arc", "ckb", "dv", "fa", "he", "khw", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
  ]
  private static let rightToLeftScripts: Set<String> = ["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"]

  private static let unspaced: Set<String> = ["ja", "zh", "yue", "th", "lo", "km", "my", "bo"]

  /// ISO 639-2 codes (bibliographic and terminological) and other aliases → ISO 639-1.
  private static let shortened: [String: String] = [
    "afr": "af", "alb": "sq", "sqi": "sq", "amh": "am", "ara": "ar", "arm": "hy", "hye": "hy", "asm": "as",
    "aze": "az", "bak": "ba", "baq": "eu", "eus": "eu", "bel": "be", "ben": "bn", "bod": "bo", "tib": "bo",
    "bos": "bs", "bre": "br", "bul": "bg", "bur": "my", "mya": "my", "cat": "ca", "ces": "cs", "cze": "cs",
    "chi": "zh", "zho": "zh", "cmn": "zh", "cym": "cy", "wel": "cy", "dan": "da", "deu": "de", "ger": "de",
    "dut": "nl", "nld": "nl", "ell": "el", "gre": "el", "eng": "en", "est": "et", "fao": "fo", "fas": "fa",
    "per": "fa", "fin": "fi", "fra": "fr", "fre": "fr", "geo": "ka", "kat": "ka", "glg": "gl", "guj": "gu",
    "hat": "ht", "hau": "ha", "heb": "he", "iw": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "ice": "is",
    "isl": "is", "ind": "id", "in": "id", "ita": "it", "jav": "jv", "jw": "jv", "jpn": "ja", "kan": "kn",
    "kaz": "kk", "khm": "km", "kor": "ko", "lao": "lo", "lat": "la", "lav": "lv", "lin": "ln", "lit": "lt",
    "ltz": "lb", "mac": "mk", "mkd": "mk", "mal": "ml", "mao": "mi", "mri": "mi", "mar": "mr", "may": "ms",
    "msa": "ms", "mlg": "mg", "mlt": "mt", "mon": "mn", "nep": "ne", "nno": "nn", "nob": "nb", "nor": "no",
    "oci": "oc", "pan": "pa", "pol": "pl", "por": "pt", "pus": "ps", "ron": "ro", "rum": "ro", "rus": "ru",
    "san": "sa", "sin": "si", "slk": "sk", "slo": "sk", "slv": "sl", "sna": "sn", "snd": "sd", "som": "so",
    "spa": "es", "srp": "sr", "sun": "su", "swa": "sw", "swe": "sv", "tam": "ta", "tat": "tt", "tel": "te",
    "tgk": "tg", "tgl": "tl", "fil": "tl", "tha": "th", "tuk": "tk", "tur": "tr", "ukr": "uk", "urd": "ur",
    "uzb": "uz", "vie": "vi", "yid": "yi", "yor": "yo",
  ]
}

extension LanguageTag: Codable {
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}

extension LanguageTag: CustomStringConvertible, ExpressibleByStringLiteral {
  public var description: String { code }
  public init(stringLiteral value: String) { self.init(value) }
}
