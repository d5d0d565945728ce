internal import Crypto
internal import Glibc
package import SystemPackage

/// What a media file contains, told from its size and a part of its bytes: its first and its last MiB, and 32 pieces of
/// 32 KiB between them; of a file up to 4 MiB, or of one up to 2 GiB in which all those pieces are silence, from all.
///
/// Some three dozen reads whatever the length: hashing a film in full takes as long as decoding its sound. The pieces
/// tell stems of one mix apart, which have the same length, the same head and the same silent end. Copies and renamed
/// files have the same fingerprint, so their results are shared.
package struct Fingerprint: Hashable, Sendable, Codable, CustomStringConvertible {
  /// `<bytes>-2-<SHA-256 in hexadecimal>`. Without the 2 it is one of the first kind, of both ends alone, and remains
  /// that of its file until the file changes.
  package let description: String

  /// Bytes read at each end.
  static let endLength = 1 << 20
  /// Bytes of each piece between the ends.
  static let pieceLength = 32 << 10
  static let pieceCount: Int64 = 32
  /// Bytes up to which a file is read whole.
  static let smallSize: Int64 = 4 << 20
  /// Bytes up to which one is read whole that seems silent; a hole of a terabyte is not.
  static let silentSize: Int64 = 2 << 30

  package init(stored: String) {
    description = stored
  }

  /// - Throws: `LibraryError` when the file is empty, or cannot be read.
  package init(of path: FilePath, identity: FileIdentity) throws {
    let size = identity.size
    guard size > 0 else { throw LibraryError(.emptyFile, path, "the file is empty") }
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      let digest = try file.closeAfter {
        var sample = Sample(file)
        if size > Self.smallSize {
          let end = Int64(Self.endLength)
          try sample.read(Self.endLength, at: 0)
          try sample.read(Self.endLength, at: size - end)
          sample.hasSound = false
          let step = (size - 2 * end - Int64(Self.pieceLength)) / (Self.pieceCount - 1)
          for piece in 0..<Self.pieceCount { try sample.read(Self.pieceLength, at: end + piece * step) }
          if sample.hasSound || size > Self.silentSize { return sample.digest }
        }
        sample = Sample(file)
        for offset in stride(from: 0, to: size, by: Self.endLength) { try sample.read(Self.endLength, at: offset) }
        return sample.digest
      }
      description = "\(size)-2-\(digest)"
    } catch let error as Errno {
      throw LibraryError("read it", path, error)
    }
  }

  /// Bytes of a file that are hashed one after the other.
  private struct Sample {
    private let file: FileDescriptor
    private var hash = SHA256()
    private var buffer = [UInt8](repeating: 0, count: endLength)
    /// Whether two bytes of a piece that was read were different.
    var hasSound = false

    init(_ file: FileDescriptor) { self.file = file }

    var digest: String { hash.finalize().hexadecimal }

    mutating func read(_ length: Int, at offset: Int64) throws {
      var filled = 0
      while filled < length {
        let count = try buffer.withUnsafeMutableBytes { bytes in
          try file.read(
            fromAbsoluteOffset: offset + Int64(filled),
            into: UnsafeMutableRawBufferPointer(rebasing: bytes[filled..<length]))
        }
        if count == 0 { break }
        filled += count
      }
      hash.update(data: buffer[..<filled])
      if !hasSound, let first = buffer.first { hasSound = buffer[..<filled].contains { $0 != first } }
    }
  }
}

extension Sequence<UInt8> {
  /// Two lower-case digits a byte.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
