internal import Crypto
internal import Glibc
package import SystemPackage

/// What a media file contains, told from its size, its first and its last MiB.
///
/// Two reads whatever the length: hashing a film in full takes as long as decoding its sound. Copies and renamed files
/// have the same fingerprint, so their results are shared.
package struct Fingerprint: Hashable, Sendable, Codable, CustomStringConvertible {
  /// `<bytes>-<SHA-256 in hexadecimal>`.
  package let description: String

  /// Bytes read at each end.
  static let probeLength = 1 << 20

  package init(stored: String) {
    description = stored
  }

  /// - Throws: `LibraryError` when the file is empty, or cannot be read.
  package init(of path: FilePath, identity: FileIdentity) throws {
    guard identity.size > 0 else { throw LibraryError(.emptyFile, path, "the file is empty") }
    var hash = SHA256()
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      try file.closeAfter {
        try Self.feed(&hash, from: file, at: 0)
        try Self.feed(&hash, from: file, at: max(0, identity.size - Int64(Self.probeLength)))
      }
    } catch let error as Errno {
      throw LibraryError("read it", path, error)
    }
    description = "\(identity.size)-\(hash.finalize().hexadecimal)"
  }

  private static func feed(_ hash: inout SHA256, from file: FileDescriptor, at offset: Int64) throws {
    var buffer = [UInt8](repeating: 0, count: probeLength)
    var filled = 0
    while filled < buffer.count {
      let count = try buffer.withUnsafeMutableBytes { bytes in
        try file.read(
          fromAbsoluteOffset: offset + Int64(filled), into: UnsafeMutableRawBufferPointer(rebasing: bytes[filled...]))
      }
      if count == 0 { break }
      filled += count
    }
    hash.update(data: buffer[..<filled])
  }
}

extension Sequence<UInt8> {
  /// Two lower-case digits a byte.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
