import Foundation
import SystemPackage
import TestSupport

/// Bytes of a file that a test makes, field after field, little-endian.
struct BinaryFile {
  var bytes: [UInt8] = []

  mutating func integer<Integer: FixedWidthInteger>(_ value: Integer) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  /// As CTranslate2 writes names: a 16-bit length that counts a NUL, the text, the NUL.
  mutating func string(_ text: String) {
    integer(UInt16(text.utf8.count + 1))
    bytes += Array(text.utf8) + [0]
  }

  mutating func floats(_ values: [Float]) {
    for value in values { integer(value.bitPattern) }
  }

  func write(to folder: TemporaryFolder) throws -> FilePath {
    try Self.write(bytes, to: folder)
  }

  static func write(_ bytes: [UInt8], to folder: TemporaryFolder) throws -> FilePath {
    let path = folder.path.appending("file-\(UUID().uuidString)")
    try Data(bytes).write(to: URL(fileURLWithPath: path.string))
    return path
  }
}
