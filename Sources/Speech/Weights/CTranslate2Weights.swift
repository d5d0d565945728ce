import Inference
package import SystemPackage

/// Reads `model.bin` of CTranslate2, binary version 6: the layout that faster-whisper models come in.
package struct CTranslate2Weights {
  /// By name; aliases are entered as well. 8-bit integers with scales are numbers.
  package let tensors: [String: WeightTensor]
  let file: MappedFile

  package init(_ path: FilePath) throws {
    let file = try MappedFile(path)
    var reader = BinaryReader(file: file)
    let version = try reader.integer(UInt32.self)
    guard version == 6 else {
      throw WeightsError(
        path: file.path, message: "CTranslate2 binary version 6 is expected, this file says \(version)")
    }
    let specification = try reader.string()
    guard specification == "WhisperSpec" else {
      throw WeightsError(path: file.path, message: "a Whisper model is expected, this file holds \(specification)")
    }
    _ = try reader.integer(UInt32.self)  // revision of the specification
    var tensors: [String: WeightTensor] = [:]
    for _ in 0..<(try reader.integer(UInt32.self)) {
      let name = try reader.string()
      let rank = Int(try reader.integer(UInt8.self))
      var shape: [Int] = []
      for _ in 0..<rank { shape.append(Int(try reader.integer(UInt32.self))) }
      let code = try reader.integer(UInt8.self)
      let byteCount = Int(try reader.integer(UInt32.self))
      // Element types that no layer uses are passed over, as `alignment_heads` in 16-bit integers.
      guard let type = Self.types[code] else {
        guard !name.hasSuffix("/weight") else {
          throw WeightsError(
            path: file.path,
            message: "“\(name)” is in \(code == 2 ? "16-bit integers" : "elements of type \(code)"), which are not "
              + "read: convert the model with --quantization float16 or int8")
        }
        try reader.skip(byteCount)
        continue
      }
      guard byteCount == WeightTensor.byteCount(shape, type) else {
        throw WeightsError(
          path: file.path, message: "“\(name)” has \(byteCount) bytes, which its shape \(shape) does not need")
      }
      tensors[name] = WeightTensor(name: name, shape: shape, type: type, file: file, offset: reader.offset)
      try reader.skip(byteCount)
    }
    for (name, scales) in tensors where name.hasSuffix(Self.scaleSuffix) {
      let name = String(name.dropLast(Self.scaleSuffix.count))
      tensors[name] = try tensors[name]?.divided(by: scales)
    }
    for _ in 0..<(try reader.integer(UInt32.self)) {
      let alias = try reader.string()
      tensors[alias] = tensors[try reader.string()]
    }
    (self.tensors, self.file) = (tensors, file)
  }

  private static let scaleSuffix = "_scale"

  private static let types: [UInt8: ElementType] = [
    0: .float32, 1: .int8, 3: .int32, 4: .float16, 5: .bfloat16,
  ]
}

/// Little-endian fields of a mapped file, one after the other.
private struct BinaryReader {
  let file: MappedFile
  private(set) var offset = 0

  init(file: MappedFile) {
    self.file = file
  }

  mutating func integer<Integer: FixedWidthInteger & BitwiseCopyable>(_ type: Integer.Type) throws -> Integer {
    let size = MemoryLayout<Integer>.size
    let value = try file.withBytes(offset: offset, count: size) { $0.loadUnaligned(as: Integer.self) }
    offset += size
    return Integer(littleEndian: value)
  }

  /// A 16-bit length that counts a final NUL, and the bytes.
  mutating func string() throws -> String {
    let length = Int(try integer(UInt16.self))
    let text = try file.withBytes(offset: offset, count: length) { String(decoding: $0.dropLast(), as: UTF8.self) }
    offset += length
    return text
  }

  mutating func skip(_ count: Int) throws {
    try file.withBytes(offset: offset, count: count) { _ in }
    offset += count
  }
}
