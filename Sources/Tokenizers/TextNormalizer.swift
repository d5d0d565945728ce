internal import Foundation

/// What becomes of a text before it is divided.
indirect enum TextNormalizer {
  case none
  case all([TextNormalizer])
  case bert(cleans: Bool, spacesIdeographs: Bool, stripsAccents: Bool, lowers: Bool)
  case composed, decomposed, compatible, compatiblyDecomposed
  case lowercased
  case withoutAccents
  case stripped(left: Bool, right: Bool)
  case replaced(TextPattern, with: String)
  case prepended(String)
  /// A table of SentencePiece: nearly NFKC, with white space as spaces.
  case sentencePiece

  init(_ value: Any?) throws {
    guard let fields = value as? Fields else {
      self = .none
      return
    }
    switch fields.text("type") {
    case "Sequence": self = .all(try fields.parts("normalizers").map { try TextNormalizer($0) })
    case "BertNormalizer":
      let lowers = fields.flag("lowercase") ?? true
      self = .bert(
        cleans: fields.flag("clean_text") ?? true, spacesIdeographs: fields.flag("handle_chinese_chars") ?? true,
        stripsAccents: fields.flag("strip_accents") ?? lowers, lowers: lowers)
    case "NFC": self = .composed
    case "NFD": self = .decomposed
    case "NFKC": self = .compatible
    case "NFKD": self = .compatiblyDecomposed
    case "Lowercase": self = .lowercased
    case "StripAccents": self = .withoutAccents
    case "Strip":
      self = .stripped(left: fields.flag("strip_left") ?? true, right: fields.flag("strip_right") ?? true)
    case "Replace":
      self = .replaced(try TextPattern(fields["pattern"]), with: fields.text("content") ?? "")
    case "Prepend": self = .prepended(fields.text("prepend") ?? "")
    case "Precompiled", "Nmt": self = .sentencePiece
    case let other: throw TokenizerError("the normaliser “\(other ?? "")” is unknown")
    }
  }

  func normalized(_ text: String) -> String {
    switch self {
    case .none: text
    case .all(let parts): parts.reduce(text) { $1.normalized($0) }
    case .bert(let cleans, let spacesIdeographs, let stripsAccents, let lowers):
      Self.bert(text, cleans, spacesIdeographs, stripsAccents, lowers)
    case .composed: text.precomposedStringWithCanonicalMapping
    case .decomposed: text.decomposedStringWithCanonicalMapping
    case .compatible: text.precomposedStringWithCompatibilityMapping
    case .compatiblyDecomposed: text.decomposedStringWithCompatibilityMapping
    case .lowercased: text.lowercased()
    case .withoutAccents: text.filterScalars { $0.properties.generalCategory != .nonspacingMark }
    case .stripped(let left, let right): Self.stripped(text, left, right)
    case .replaced(let pattern, let content): pattern.replaced(in: text, with: content)
    case .prepended(let start): text.isEmpty ? text : start + text
    case .sentencePiece:
      String(
        String.UnicodeScalarView(
          text.precomposedStringWithCompatibilityMapping.unicodeScalars.compactMap { scalar in
            if scalar.properties.isWhitespace { return " " }
            return scalar.properties.generalCategory == .control ? nil : scalar
          }))
    }
  }

  private static func bert(
    _ text: String, _ cleans: Bool, _ spacesIdeographs: Bool, _ stripsAccents: Bool, _ lowers: Bool
  ) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if cleans, scalar.isBertControl { continue }
      if cleans, scalar.properties.isWhitespace {
        result.append(" ")
      } else if spacesIdeographs, scalar.isBertIdeograph {
        result.append(contentsOf: [" ", scalar, " "])
      } else {
        result.append(scalar)
      }
    }
    var text = String(result)
    if stripsAccents {
      text = text.decomposedStringWithCanonicalMapping.filterScalars {
        $0.properties.generalCategory != .nonspacingMark
      }
    }
    return lowers ? text.lowercased() : text
  }

  private static func stripped(_ text: String, _ left: Bool, _ right: Bool) -> String {
    var scalars = text.unicodeScalars[...]
    if left { scalars = scalars.drop { $0.properties.isWhitespace } }
    while right, let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }
}

extension String {
  func filterScalars(_ isWanted: (Unicode.Scalar) -> Bool) -> String {
    String(String.UnicodeScalarView(unicodeScalars.filter(isWanted)))
  }
}

extension Unicode.Scalar {
  /// Controls, and what stands for lost characters.
  fileprivate var isBertControl: Bool {
    if value == 0 || value == 0xFFFD { return true }
    if value == 9 || value == 10 || value == 13 { return false }
    switch properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned: return true
    default: return false
    }
  }

  /// The CJK blocks that BERT's tokeniser names.
  fileprivate var isBertIdeograph: Bool {
    switch value {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F, 0x2B820...0x2CEAF,
      0xF900...0xFAFF, 0x2F800...0x2FA1F:
      true
    default: false
    }
  }

  /// All signs of ASCII count, as `$` and `+`.
  var isBertPunctuation: Bool {
    switch value {
    case 33...47, 58...64, 91...96, 123...126: return true
    case 0..<128: return false
    default: break
    }
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }
}
