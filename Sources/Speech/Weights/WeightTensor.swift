import CSpeechKernels
package import Inference

/// One named array of a model file, still in the file: its bytes are mapped, not copied.
package struct WeightTensor: Sendable {
  package let name: String
  package let shape: [Int]
  package let type: ElementType
  let file: MappedFile
  let offset: Int

  package var count: Int { shape.reduce(1, *) }

  /// The bytes that a tensor of this shape takes; nil for a shape that no file can hold.
  static func byteCount(_ shape: [Int], _ type: ElementType) -> Int? {
    shape.reduce(type.size) { size, dimension in
      guard let size, dimension >= 0 else { return nil }
      let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
      return overflow ? nil : product
    }
  }

  /// The values as 32-bit floats.
  package func floats() throws -> [Float] {
    try floats(from: 0, count: count)
  }

  /// One row of a matrix as 32-bit floats.
  package func floats(row: Int) throws -> [Float] {
    let width = shape.last ?? 0
    guard row >= 0, (row + 1) * width <= count else {
      throw WeightsError(path: file.path, message: "“\(name)” has no row \(row)")
    }
    return try floats(from: row * width, count: width)
  }

  private func floats(from start: Int, count: Int) throws -> [Float] {
    try file.withBytes(offset: offset + start * type.size, count: count * type.size) { bytes in
      switch type {
      case .float32: return (0..<count).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
      case .float16:
        return [Float](unsafeUninitializedCapacity: count) { target, initialized in
          let source = bytes.baseAddress?.assumingMemoryBound(to: UInt16.self)
          if let source, let target = target.baseAddress { csk_float_from_half(source, count, target) }
          initialized = count
        }
      case .bfloat16:
        return (0..<count).map {
          Float(bitPattern: UInt32(bytes.loadUnaligned(fromByteOffset: 2 * $0, as: UInt16.self)) << 16)
        }
      default: throw WeightsError(path: file.path, message: "“\(name)” holds \(type), which is not a float type")
      }
    }
  }
}
