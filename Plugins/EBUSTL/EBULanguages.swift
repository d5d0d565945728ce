import Transcript

/// The language codes of EBU Tech 3264, which are those of radio data (IEC 62106): two hexadecimal digits.
enum EBULanguages {
  /// From 01 on. Flemish has a code of its own.
  private static let european =
    "sq br ca hr cy cs da de en es eo et eu fo fr fy ga gd gl is it se la lv lb lt hu mt nl no oc pl pt ro rm sr sk sl fi "
    + "sv tr nl-BE wa"
  /// From 45 on; `und` for Ruthenian, which is no language of today's codes.
  private static let others =
    "zu vi uz ur uk th te tt ta tg sw srn so si sn sh und ru qu ps pa fa pap or ne nd mr mo ms mg mk lo ko km kk kn ja id "
    + "hi he ha gn gu el ka ff prs cv zh my bg bn be bm az as hy ar am"

  private static let tags: [Int: String] = {
    var tags: [Int: String] = [:]
    for (first, list) in [(0x01, european), (0x45, others)] {
      for (index, tag) in list.split(separator: " ").enumerated() where tag != "und" {
        tags[first + index] = String(tag)
      }
    }
    return tags
  }()

  static func tag(of code: String) -> LanguageTag {
    Int(code, radix: 16).flatMap { tags[$0] }.map { LanguageTag($0) } ?? .undetermined
  }

  /// That of the language where it has none with its region; `00` where it has none at all.
  static func code(of language: LanguageTag) -> String {
    let aliases = ["nb": "no", "nn": "no", "yue": "zh"]
    for wanted in [language.code, language.primary, aliases[language.primary] ?? ""] {
      if let code = tags.keys.sorted().first(where: { tags[$0] == wanted }) {
        return (code < 16 ? "0" : "") + String(code, radix: 16, uppercase: true)
      }
    }
    return "00"
  }
}
