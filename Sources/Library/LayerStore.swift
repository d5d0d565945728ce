internal import Crypto
package import Foundation
package import SystemPackage

/// Results of stages, immutable, one file each: `layers/<2 digits>/<key>.layer`.
///
/// A file starts with a line that names the format and the SHA-256 of what follows. A file that does not match, or
/// cannot be read, counts as absent and is made again: a layer is never the only copy of anything.
package struct LayerStore: Sendable {
  let root: FilePath

  package init(root: FilePath) {
    self.root = root
  }

  /// The result stored under `key`, or nil.
  package func read(_ key: LayerKey) -> Data? {
    guard let file = try? Data(readingFile: path(of: key)), let newline = file.firstIndex(of: UInt8(ascii: "\n")) else {
      return nil
    }
    let payload = file[file.index(after: newline)...]
    guard Data(file[..<newline]) == Self.header(for: payload) else { return nil }
    return Data(payload)
  }

  /// Stores `data` under `key`. Two processes that store the same key at once both succeed.
  package func write(_ data: Data, for key: LayerKey) throws {
    let path = path(of: key)
    try Directory.create(path.removingLastComponent(), permissions: 0o700)
    try AtomicFile.write(Self.header(for: data) + [UInt8(ascii: "\n")] + data, to: path)
  }

  /// When the result under `key` was stored, milliseconds since 1970; nil where there is none.
  package func time(of key: LayerKey) -> Int64? {
    FileStatus.at(path(of: key)).map { $0.identity.modified / 1_000_000 }
  }

  /// Where the layer lies or would lie.
  package func path(of key: LayerKey) -> FilePath {
    root.appending(String(key.hexadecimal.prefix(2))).appending(key.hexadecimal + ".layer")
  }

  private static func header(for payload: Data) -> Data {
    Data("surtitle-layer 1 \(SHA256.hash(data: payload).hexadecimal)".utf8)
  }
}
