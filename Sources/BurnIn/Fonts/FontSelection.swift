import CFontconfig
package import SystemPackage
package import Transcript

/// The font that is chosen for a text, and what it lacks.
package struct FontSelection: Hashable, Sendable {
  /// What scripts call it.
  package var family: String
  /// Where it is.
  package var file: FilePath?
  /// Other families that serve what it has not, with the characters that each serves.
  package var fallbacks: [Fallback] = []
  /// Characters that no font here has: they appear as empty boxes.
  package var missing: [Unicode.Scalar] = []

  package struct Fallback: Hashable, Sendable {
    package var family: String
    package var characters: [Unicode.Scalar]
  }

  /// Chooses a font that has all of `characters`: the first of `families` that is here and has them, or else the first
  /// that suits the language, or else the one that lacks the fewest.
  ///
  /// - Parameters:
  ///   - families: those asked for, before those that are usual for the language.
  ///   - folder: with more fonts than those of the system.
  /// - Throws: `BurnInError` where there are no fonts at all.
  package static func choose(
    for characters: Set<Unicode.Scalar>, language: LanguageTag, families: [String] = [], folder: FilePath? = nil
  ) throws(BurnInError) -> FontSelection {
    guard let fonts = FontList(folder: folder) else {
      throw BurnInError(.missing, "fontconfig cannot be set up; check /etc/fonts")
    }
    let needed = characters.filter(\.needsGlyph).sorted()
    let asked = families.compactMap { fonts.font(family: $0) }
    let usual = UsualFonts.families(for: language).compactMap { fonts.font(family: $0) }
    // What was asked for is taken, whatever it lacks.
    var candidates = asked.isEmpty ? usual : Array(asked.prefix(1))
    let suited = fonts.sorted(for: language)
    if asked.isEmpty, !candidates.contains(where: { $0.lacks(needed).isEmpty }) { candidates += suited }
    guard var best = candidates.first else {
      throw BurnInError(.missing, "there are no fonts on this machine; install some, such as the package fonts-dejavu")
    }
    var lacking = best.lacks(needed)
    for candidate in candidates.dropFirst() where !lacking.isEmpty {
      let lacks = candidate.lacks(needed)
      if lacks.count < lacking.count { (best, lacking) = (candidate, lacks) }
    }
    var selection = FontSelection(family: best.family, file: best.file)
    for font in usual + suited where !lacking.isEmpty {
      let served = lacking.filter { font.has($0) }
      guard !served.isEmpty else { continue }
      selection.fallbacks.append(Fallback(family: font.family, characters: served))
      lacking.removeAll { font.has($0) }
    }
    selection.missing = lacking
    return selection
  }

  /// Whether a font of this name is here, so that no other takes its place.
  package static func isInstalled(_ family: String, folder: FilePath? = nil) -> Bool {
    FontList(folder: folder)?.font(family: family) != nil
  }
}

extension Unicode.Scalar {
  /// Whether it is seen: white space and marks for the direction and the shape of text are not.
  fileprivate var needsGlyph: Bool {
    if properties.isWhitespace || properties.isDefaultIgnorableCodePoint { return false }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate: return false
    default: return true
    }
  }
}

/// Families that are good to read, by language; those that are free first reached.
enum UsualFonts {
  private static let latin = [
    "Arial", "Helvetica", "Liberation Sans", "Noto Sans", "Open Sans", "Roboto", "DejaVu Sans",
  ]

  static func families(for language: LanguageTag) -> [String] {
    let own: [String] =
      switch language.primary {
      case "ja": ["Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans", "IPAexGothic", "TakaoPGothic", "VL PGothic"]
      case "ko": ["Noto Sans CJK KR", "Noto Sans KR", "NanumGothic", "UnDotum"]
      case "yue": ["Noto Sans CJK HK", "Noto Sans HK", "Noto Sans CJK TC"]
      case "zh" where isTraditional(language): ["Noto Sans CJK TC", "Noto Sans TC", "AR PL UMing TW"]
      case "zh":
        ["Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback"]
      case "ar", "fa", "ur", "ps": ["Noto Sans Arabic", "Noto Naskh Arabic", "DejaVu Sans", "KacstOne"]
      case "he", "yi": ["Noto Sans Hebrew", "DejaVu Sans", "David CLM"]
      case "hi", "mr", "ne", "sa": ["Noto Sans Devanagari", "Lohit Devanagari"]
      case "th": ["Noto Sans Thai", "Loma", "Garuda"]
      default: []
      }
    return own + latin
  }

  private static func isTraditional(_ language: LanguageTag) -> Bool {
    ["-Hant", "-TW", "-HK", "-MO"].contains { language.code.contains($0) }
  }
}
