internal import Foundation
package import SystemPackage

/// Looking after the stored results.
extension LayerStore {
  /// A stored result as the disk sees it.
  package struct Entry: Hashable, Sendable {
    package var key: LayerKey
    package var path: FilePath
    /// With the time when it was stored.
    package var identity: FileIdentity
  }

  /// All stored results, folder by folder.
  package func entries() throws -> [Entry] {
    try Directory.entries(in: root).flatMap { folder -> [Entry] in
      guard folder.name.count == 2, folder.name.allSatisfy(\.isHexadecimalDigit) else { return [] }
      let path = root.appending(name: folder.name)
      return try Directory.names(in: path).compactMap { name in
        let text = String(decoding: name, as: UTF8.self)
        guard text.hasSuffix(".layer"), name.count == 70, let status = FileStatus.at(path.appending(name: name)) else {
          return nil
        }
        return Entry(
          key: LayerKey(hexadecimal: String(text.dropLast(6))), path: path.appending(name: name),
          identity: status.identity)
      }
    }
  }

  /// Removes what writers that were killed left behind.
  package func removeLeftovers() {
    for folder in (try? Directory.names(in: root)) ?? [] {
      AtomicFile.removeLeftovers(in: root.appending(name: folder))
    }
  }

  /// Whether what is stored under `key` is whole.
  package func isIntact(_ key: LayerKey) -> Bool { read(key) != nil }

  /// Removes what is stored under `key`; whoever needs it makes it again.
  package func remove(_ key: LayerKey) { Directory.remove(path(of: key)) }
}

extension UInt8 {
  fileprivate var isHexadecimalDigit: Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
  }
}
