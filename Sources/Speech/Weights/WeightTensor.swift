import Foundation
package import Inference

/// One named array of a model file, still in the file: its bytes are mapped, not copied.
package struct WeightTensor: Sendable {
  package let name: String
  package let shape: [Int]
  package let type: ElementType
  let file: MappedFile
  let offset: Int

  package var count: Int { shape.reduce(1, *) }

  /// The values as 32-bit floats.
  package func floats() throws -> [Float] {
    try file.withBytes(offset: offset, count: count * type.size) { bytes in
      switch type {
      case .float32: (0..<count).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
      case .float16:
        (0..<count).map { Float(halfBits: bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)) }
      case .bfloat16:
        (0..<count).map {
          Float(bitPattern: UInt32(bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)) << 16)
        }
      default: throw WeightsError(path: file.path, message: "“\(name)” holds \(type), which is not a float type")
      }
    }
  }
}

extension Float {
  /// The value of an IEEE 754 binary16 number. (Swift's `Float16` does not exist on x86-64 Linux before AVX512-FP16.)
  init(halfBits bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 0x1F
    let fraction = UInt32(bits & 0x3FF)
    switch exponent {
    case 0: self = Float(bitPattern: sign | 0x3F80_0000) * Float(fraction) * 0x1p-24
    case 0x1F: self = Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: self = Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}

/// A weights file that cannot be used: which, and why.
package struct WeightsError: Error, CustomStringConvertible {
  package var path: String
  package var message: String

  package var description: String { "\(path): \(message)" }
}
