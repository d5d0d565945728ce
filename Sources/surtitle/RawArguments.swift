internal import Library
internal import SystemPackage

/// Paths as the shell passed them. File names may be bytes that are no text, and Swift repairs those in
/// `CommandLine.arguments`; the repaired name would not be found on the disk.
enum RawArguments {
  /// The path that was meant by `text`, which comes from the command line.
  static func path(for text: String) -> FilePath { paths(for: [text]).first ?? FilePath(text) }

  /// The path that was meant by each of `texts`, which come from the command line.
  static func paths(for texts: [String]) -> [FilePath] {
    var damaged = CommandLine.damagedArguments
    return texts.map { text in
      guard let index = damaged.firstIndex(where: { String(decoding: $0, as: UTF8.self) == text }) else {
        return FilePath(text)
      }
      return FilePath(bytes: damaged.remove(at: index))
    }
  }
}

extension CommandLine {
  /// The arguments that are no UTF-8, in order.
  fileprivate static var damagedArguments: [[UInt8]] {
    (0..<Int(argc)).compactMap { index in
      guard let pointer = unsafeArgv[index] else { return nil }
      let path = FilePath(platformString: pointer)
      return path.isText ? nil : path.bytes
    }
  }
}
