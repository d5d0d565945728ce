import CFontconfig
import SystemPackage
import Transcript

/// The fonts of this machine, as fontconfig lists them. Sole owner of a configuration of fontconfig.
final class FontList {
  /// One of them. Valid as long as the list.
  final class Font {
    let family: String
    let file: FilePath?
    private let pattern: OpaquePointer
    private let characters: OpaquePointer

    /// Takes over `pattern`; nil for what draws no outlines, which cannot be scaled.
    fileprivate init?(_ pattern: OpaquePointer) {
      var isOutline: FcBool = 1
      var isColor: FcBool = 0
      var found: OpaquePointer?
      _ = FcPatternGetBool(pattern, FC_OUTLINE, 0, &isOutline)
      _ = FcPatternGetBool(pattern, FC_COLOR, 0, &isColor)
      guard isOutline != 0, isColor == 0, let family = Self.string(pattern, FC_FAMILY),
        FcPatternGetCharSet(pattern, FC_CHARSET, 0, &found) == FcResultMatch, let characters = found
      else {
        FcPatternDestroy(pattern)
        return nil
      }
      self.pattern = pattern
      self.characters = characters
      self.family = family
      file = Self.string(pattern, FC_FILE).map { FilePath($0) }
    }

    deinit { FcPatternDestroy(pattern) }

    func has(_ scalar: Unicode.Scalar) -> Bool { FcCharSetHasChar(characters, scalar.value) != 0 }

    func lacks(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] { scalars.filter { !has($0) } }

    private static func string(_ pattern: OpaquePointer, _ key: String) -> String? {
      var text: UnsafeMutablePointer<FcChar8>?
      guard FcPatternGetString(pattern, key, 0, &text) == FcResultMatch, let text else { return nil }
      return String(cString: text)
    }
  }

  private let configuration: OpaquePointer

  /// Nil when fontconfig cannot be set up.
  ///
  /// - Parameter folder: with more fonts than those of the system.
  init?(folder: FilePath?) {
    guard let configuration = FcInitLoadConfigAndFonts() else { return nil }
    self.configuration = configuration
    folder?.withPlatformString { name in
      name.withMemoryRebound(to: FcChar8.self, capacity: 1) { _ = FcConfigAppFontAddDir(configuration, $0) }
    }
  }

  deinit { FcConfigDestroy(configuration) }

  /// The font of a family that is installed; nil where fontconfig would put another in its place.
  func font(family: String) -> Font? {
    guard let pattern = pattern([(FC_FAMILY, family)]) else { return nil }
    defer { FcPatternDestroy(pattern) }
    var result = FcResultMatch
    guard let match = FcFontMatch(configuration, pattern, &result), let font = Font(match) else { return nil }
    return font.family.lowercased() == family.lowercased() ? font : nil
  }

  /// All fonts, those that suit the language first: what renderers go through for characters that a font lacks.
  func sorted(for language: LanguageTag) -> [Font] {
    var wishes = [(FC_FAMILY, "sans-serif")]
    if !language.isUndetermined { wishes.append((FC_LANG, language.code.lowercased())) }
    guard let pattern = pattern(wishes) else { return [] }
    defer { FcPatternDestroy(pattern) }
    var result = FcResultMatch
    guard let set = FcFontSort(configuration, pattern, 0, nil, &result) else { return [] }
    defer { FcFontSetDestroy(set) }
    return (0..<Int(max(0, set.pointee.nfont))).compactMap { index in
      guard let found = set.pointee.fonts?[index] else { return nil }
      FcPatternReference(found)
      return Font(found)
    }
  }

  private func pattern(_ wishes: [(key: String, value: String)]) -> OpaquePointer? {
    guard let pattern = FcPatternCreate() else { return nil }
    for wish in wishes { _ = FcPatternAddString(pattern, wish.key, wish.value) }
    _ = FcConfigSubstitute(configuration, pattern, FcMatchPattern)
    FcDefaultSubstitute(pattern)
    return pattern
  }
}
