import Foundation
import SystemPackage

/// Whether a file of weights ends where its own headers say: a copy that was cut short shows without reading it all.
enum WeightsExtent {
  /// `model.bin`: a version, the length of a name with its NUL and the name, `WhisperSpec`; then the tensors, each with
  /// its length before it, and other names of some.
  static func checkCTranslate2(_ path: FilePath) throws(ModelError) {
    try walk(path) { fields in
      guard let version = try? fields.integer(UInt32.self), (try? fields.text()) == "WhisperSpec" else {
        throw ModelError(.notAModel, "\(path) is not a Whisper model in CTranslate2 layout")
      }
      guard version == 6 else {
        throw ModelError(
          .notAModel,
          "\(path) is of CTranslate2's binary version \(version), and version 6 is read: convert the model again with "
            + "ct2-transformers-converter")
      }
      try fields.skip(4)  // revision of the specification
      for _ in 0..<(try fields.count()) {
        _ = try fields.text()
        try fields.skip(4 * Int(try fields.integer(UInt8.self)))
        try fields.skip(1)
        try fields.skip(Int(try fields.integer(UInt32.self)))
      }
      for _ in 0..<(try fields.count()) {
        _ = try fields.text()
        _ = try fields.text()
      }
      return fields.offset
    }
  }

  /// A safetensors file: the length of a JSON header, 64 bits little endian, the header, and tensors up to the last
  /// offset in it.
  static func checkSafetensors(_ path: FilePath) throws(ModelError) {
    let fault = ModelError(.notAModel, "\(path) is not a safetensors file, or is cut short")
    try walk(path) { fields in
      guard let length = Int(exactly: try fields.integer(UInt64.self)), length <= longestHeader,
        let header = try? fields.bytes(length), header.first == UInt8(ascii: "{"),
        let tensors = try? JSONDecoder().decode([String: Tensor].self, from: Data(header))
      else { throw fault }
      let end = tensors.values.compactMap { $0.data_offsets?.last }.max() ?? 0
      guard end >= 0, end <= Int.max - fields.offset else { throw fault }
      return fields.offset + end
    }
  }

  /// Bytes, as the format sets it.
  private static let longestHeader = 100_000_000

  /// A tensor, or the `__metadata__` that stand among them.
  private struct Tensor: Decodable {
    var data_offsets: [Int]?
  }

  /// - Parameter body: returns the length that the file should have.
  private static func walk(_ path: FilePath, _ body: (inout Fields) throws -> Int) throws(ModelError) {
    let size = Int(byteCount(of: path) ?? 0)
    let end: Int
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
      defer { try? file.close() }
      var fields = Fields(file: file, size: size)
      end = try body(&fields)
    } catch let error as ModelError {
      throw error
    } catch is CutShort {
      throw ModelError(.notAModel, "\(path) is cut short after \(size) bytes: copy it again")
    } catch {
      throw ModelError(.fileSystem, "cannot read \(path): \(error)")
    }
    guard end == size else {
      let fault = size < end ? "is cut short: it has" : "is not whole: it has"
      throw ModelError(.notAModel, "\(path) \(fault) \(size) bytes instead of \(end); copy it again")
    }
  }
}

private struct CutShort: Error {}

/// Little-endian fields of a file, one after the other. Only what is asked for is read.
private struct Fields {
  let file: FileDescriptor
  let size: Int
  private(set) var offset = 0

  init(file: FileDescriptor, size: Int) {
    (self.file, self.size) = (file, size)
  }

  mutating func integer<Integer: FixedWidthInteger & UnsignedInteger>(_ type: Integer.Type) throws -> Integer {
    try bytes(MemoryLayout<Integer>.size).reversed().reduce(0) { $0 << 8 | Integer($1) }
  }

  /// A number of records. The largest model has some thousands; more are no model, and would take long to walk.
  mutating func count() throws -> Int {
    let count = try integer(UInt32.self)
    guard count <= 100_000 else { throw CutShort() }
    return Int(count)
  }

  /// A 16-bit length that counts a final NUL, and the bytes.
  mutating func text() throws -> String {
    String(decoding: try bytes(Int(try integer(UInt16.self))).dropLast(), as: UTF8.self)
  }

  mutating func skip(_ count: Int) throws {
    guard count <= size - offset else { throw CutShort() }
    offset += count
  }

  mutating func bytes(_ count: Int) throws -> [UInt8] {
    let start = offset
    try skip(count)
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let read = try bytes.withUnsafeMutableBytes { buffer in
        try file.read(
          fromAbsoluteOffset: Int64(start + filled), into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      }
      guard read > 0 else { throw CutShort() }
      filled += read
    }
    return bytes
  }
}
