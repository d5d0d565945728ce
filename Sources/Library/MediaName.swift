/// What the name of a file says about it.
package enum MediaName {
  /// The name up to its last dot, byte for byte; a name that only starts with a dot has no extension.
  package static func base(of name: [UInt8]) -> [UInt8] {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return name }
    return Array(name[..<dot])
  }

  /// Whether a scan of folders takes the file: its extension is one of `extensions`.
  package static func isMedia(_ name: [UInt8]) -> Bool {
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return false }
    return extensions.contains(String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased())
  }

  /// Whether scans pass it by: hidden files, unfinished downloads, what servers keep beside media.
  package static func isIgnored(_ name: [UInt8]) -> Bool {
    if name.first == UInt8(ascii: ".") || name.last == UInt8(ascii: "~") { return true }
    if kept.contains(name) { return true }
    return unfinished.contains { suffix in
      name.count >= suffix.count
        && zip(name.suffix(suffix.count), suffix).allSatisfy { ($0 >= 65 && $0 <= 90 ? $0 | 32 : $0) == $1 }
    }
  }

  /// A file of this name in a folder makes scans pass by the folder and all below it.
  package static let skipMarker = ".surtitle-skip"
  static let skipMarkerBytes = Array(skipMarker.utf8)
  /// A file of this name holds settings for its folder and all below it.
  package static let settingsFile = ".surtitle.yaml"
  /// What people may write instead. It is not read, and not passed over in silence.
  package static let misspeltSettingsFiles = [".surtitle.yml", ".surtitle.json"]
  private static let settingsFiles = ([settingsFile] + misspeltSettingsFiles).map { Array($0.utf8) }

  /// Whether a file of this name changes what the settings of its folder are.
  package static func isSettings(_ name: [UInt8]) -> Bool { settingsFiles.contains(name) }

  private static let kept = ["@eaDir", "lost+found"].map { Array($0.utf8) }
  private static let unfinished = [".part", ".partial", ".crdownload", ".!qb", ".!ut", ".tmp"].map { Array($0.utf8) }

  /// Containers of video and audio by extension. A filter for folders only: a file that is named is always tried.
  package static let extensions: Set<String> = [
    "3g2", "3gp", "aac", "ac3", "aif", "aiff", "amr", "ape", "asf", "avi", "caf", "divx", "dts", "dv", "eac3", "f4v",
    "flac", "flv", "gsm", "m2ts", "m2v", "m4a", "m4b", "m4v", "mka", "mkv", "mov", "mp2", "mp3", "mp4", "mpc", "mpeg",
    "mpg", "mts", "mxf", "nut", "oga", "ogg", "ogm", "ogv", "opus", "ra", "rm", "rmvb", "spx", "ts", "tta", "vob",
    "w64", "wav", "webm", "wma", "wmv", "wtv", "wv",
  ]
}
