internal import Library
internal import SystemPackage

extension FilePath {
  /// `film.en.fixed.srt` beside `film.en.srt`.
  func marked(_ mark: String) -> FilePath {
    let name = nameBytes
    let dot = name.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex
    let marked = name[..<dot] + Array(".\(mark)".utf8) + name[dot...]
    // A name alone stays one: it is below the folder that is worked in.
    let folder = removingLastComponent()
    return folder.isEmpty ? FilePath(bytes: marked) : folder.appending(name: marked)
  }
}
