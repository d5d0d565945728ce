internal import Library
package import SystemPackage
package import Transcript

extension Sidecar {
  /// The text subtitles in the folder of `media` whose names begin as its own does, sorted by name. What belongs to other
  /// media, such as `Film.2.en.srt` beside `Film.2.mkv`, is not among them.
  ///
  /// - Throws: `LibraryError`.
  package static func texts(beside media: FilePath) throws -> [Sidecar] {
    let names = try Directory.names(in: media.removingLastComponent())
    let base = MediaName.base(of: media.nameBytes)
    let others = names.filter { MediaName.isMedia($0) }.map { MediaName.base(of: $0) }
      .filter { $0.count > base.count && $0.starts(with: base + [UInt8(ascii: ".")]) }
    return names.filter { name in !others.contains { Sidecar(name, base: $0) != nil } }
      .compactMap { Sidecar($0, base: base) }.filter { !$0.isPictures }
      .sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  /// Those of `sidecars` that somebody means who names none: those for everybody before those for some, in one format of
  /// the several in which the same text may be.
  ///
  /// - Parameters:
  ///   - language: that they are to be in; nil for any.
  ///   - formats: extensions of files, the first one before the others. No other is taken.
  package static func meant(
    among sidecars: [Sidecar], language: LanguageTag? = nil, formats: [String]
  ) -> [Sidecar] {
    var found = sidecars.filter { formats.contains($0.suffix) }
    if let language {
      let spoken = found.filter { $0.language.matches(language) }
      if !spoken.isEmpty { found = spoken }
    }
    let forEverybody = found.filter { !$0.isForced && !$0.isForDeaf }
    if !forEverybody.isEmpty { found = forEverybody }
    func rank(_ sidecar: Sidecar) -> Int { formats.firstIndex(of: sidecar.suffix) ?? formats.count }
    return found.filter { one in
      !found.contains { MediaName.base(of: $0.name) == MediaName.base(of: one.name) && rank($0) < rank(one) }
    }
  }

  /// The extension, in lower case.
  package var suffix: String {
    String(decoding: name.dropFirst(MediaName.base(of: name).count + 1), as: UTF8.self).lowercased()
  }
}
