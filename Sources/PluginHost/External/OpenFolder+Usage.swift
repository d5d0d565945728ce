import Glibc

extension OpenFolder {
  /// What takes place in folders.
  struct Usage {
    var bytes = 0
    var files = 0

    /// Whoever nests deeper hides something.
    fileprivate static let depth = 64
  }

  /// Counts what lies in it, links themselves and not what they lead to, until it is more than `most`.
  ///
  /// - Returns: What is too much, to be said after “keeps”; nil where nothing is.
  func excess(_ usage: inout Usage, over most: Usage, level: Int = 0) -> String? {
    guard level < Usage.depth else { return "folders in more than \(Usage.depth) others" }
    for name in names(atMost: most.files + 1) {
      var status = stat()
      // What was removed meanwhile takes no place.
      guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
      usage.files += 1
      usage.bytes += Int(status.st_blocks) * 512
      if usage.files > most.files { return "more than \(most.files) files" }
      if usage.bytes > most.bytes { return "more than \(most.bytes) bytes" }
      guard status.st_mode & S_IFMT == S_IFDIR, let folder = try? OpenFolder(name, in: self) else { continue }
      if let excess = folder.excess(&usage, over: most, level: level + 1) { return excess }
    }
    return nil
  }
}
