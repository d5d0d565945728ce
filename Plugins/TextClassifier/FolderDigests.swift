internal import Crypto
internal import Foundation
internal import Glibc
internal import Synchronization
internal import SystemPackage

/// What the files of classifiers hold, in short. A file is read again only when its size or its times changed.
final class FolderDigests: Sendable {
  static let shared = FolderDigests()

  /// What a classifier may consist of; the last two are weights that ONNX keeps apart.
  private static let names = [
    "config.json", "model.bin", "model.onnx", "model.xml", "tokenizer.json", "model.onnx_data", "model.onnx.data",
  ]

  private struct Stamp: Hashable {
    var device: UInt64
    var file: UInt64
    var size: Int64
    var changed: [Int]

    /// Nil where there is no such file.
    init?(_ path: FilePath) {
      var status = stat()
      guard stat(path.string, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      (device, file, size) = (UInt64(status.st_dev), UInt64(status.st_ino), Int64(status.st_size))
      changed = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    }
  }

  private let known = Mutex<[Stamp: String]>([:])

  /// SHA-256 by name of the file, in hexadecimal; `unreadable` where it cannot be had. Empty where there is no classifier.
  func digests(of folder: FilePath) -> [String: String] {
    var digests: [String: String] = [:]
    for name in Self.names {
      let path = folder.appending(name)
      guard let stamp = Stamp(path) else { continue }
      if let digest = known.withLock({ $0[stamp] }) {
        digests[name] = digest
        continue
      }
      guard let digest = Self.digest(of: path) else {
        digests[name] = "unreadable"
        continue
      }
      digests[name] = digest
      // One that changed while it was read is read again.
      if Stamp(path) == stamp { known.withLock { $0[stamp] = digest } }
    }
    return digests
  }

  private static func digest(of path: FilePath) -> String? {
    guard let file = try? FileHandle(forReadingFrom: URL(filePath: path.string)) else { return nil }
    defer { try? file.close() }
    var hash = SHA256()
    do {
      while let data = try file.read(upToCount: 4 << 20), !data.isEmpty { hash.update(data: data) }
    } catch {
      return nil
    }
    return hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
