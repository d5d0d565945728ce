internal import Library
package import Transcript

/// What the name of a subtitle file beside a media file says: `Film.pt-BR.sdh.srt`.
///
/// Servers read such names from the right, and know languages by their codes and roles by words; whatever else is
/// between the dots is a title.
package struct Sidecar: Hashable {
  package var name: [UInt8]
  /// Undetermined where the name has none.
  package var language: LanguageTag
  /// It translates foreign speech and signs only.
  package var isForced: Bool
  /// It is made for people who hear badly.
  package var isForDeaf: Bool
  /// Players are to show it where nobody chooses.
  package var isDefault: Bool
  /// Pictures of text: they cannot be restyled or searched.
  package var isPictures: Bool

  /// Nil for a name that is not of a subtitle file of the media whose name begins with `base`.
  package init?(_ name: [UInt8], base: [UInt8]) {
    guard name.count > base.count + 1, name.starts(with: base), name[base.count] == UInt8(ascii: ".") else {
      return nil
    }
    var parts = String(decoding: name[(base.count + 1)...], as: UTF8.self).lowercased().split(separator: ".")
    guard let suffix = parts.popLast().map(String.init), Self.texts.contains(suffix) || Self.pictures.contains(suffix)
    else { return nil }
    self.name = name
    isPictures = Self.pictures.contains(suffix)
    isForced = parts.contains { Self.forced.contains(String($0)) }
    // “hi” is Hindi where it stands alone, and otherwise says that it is for people who hear badly.
    isForDeaf = parts.contains { ["sdh", "cc"].contains($0) || $0 == "hi" && parts.count > 1 }
    isDefault = parts.contains("default")
    let codes = parts.filter { !Self.roles.contains(String($0)) || $0 == "hi" && parts.count == 1 }
    language = codes.reversed().map { LanguageTag(String($0)) }.first(where: \.isKnown) ?? .undetermined
  }

  /// The language that the name of any subtitle file tells, whatever media it belongs to.
  package static func language(inName name: [UInt8]) -> LanguageTag { Sidecar(name)?.language ?? .undetermined }

  /// What the name of any subtitle file tells, whatever media it belongs to.
  package init?(_ name: [UInt8]) { self.init(name, base: Array(name.prefix { $0 != UInt8(ascii: ".") })) }

  private static let texts: Set = ["srt", "vtt", "ass", "ssa", "ttml", "dfxp", "smi", "sami", "sub"]
  private static let pictures: Set = ["sup", "idx"]
  private static let forced: Set = ["forced", "foreign"]
  private static let roles: Set = ["forced", "foreign", "sdh", "cc", "hi", "default"]
}
