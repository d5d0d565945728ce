internal import PluginHost

/// What names of results say besides the language: `<Base>[.<title>].<language>[.default][.sdh].srt`, as Jellyfin, Plex,
/// Emby and Kodi read it.
package struct SidecarSettings: Hashable, Sendable, Codable {
  /// A word before the language, which servers show as the title of the track: `ai` tells it from what people made.
  package var title = ""
  /// Whether players are told to show the subtitles without being asked.
  package var isDefault = false

  package init() {}

  private enum CodingKeys: String, CodingKey {
    case title
    case isDefault = "default"
  }

  /// Titles that would be read as something else, or end the name.
  func problems(at pointer: String) -> [ConfigurationDiagnostic] {
    let isPlain = title.allSatisfy { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
    // Servers read two and three letters as a language, these words as roles.
    let isTaken = ["default", "forced", "foreign", "sdh", "cc", "hi"].contains(title.lowercased())
    guard isPlain, !isTaken, title.utf8.count <= 64 else {
      return [
        ConfigurationDiagnostic(
          pointer.appendingPointer("title"),
          "this must be a few letters and digits that name no role of subtitles, such as “ai”")
      ]
    }
    return []
  }
}
