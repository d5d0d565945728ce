import CSpeechKernels
import Inference

/// One named array of a model, still in its files: its bytes are mapped, not copied.
package struct WeightTensor: Sendable {
  package let name: String
  package let shape: [Int]
  /// The file that messages name.
  let path: String
  private let source: Source

  private indirect enum Source: Sendable {
    case file(MappedFile, offset: Int, ElementType)
    case zeros
    /// One after the other along the first axis.
    case joined([WeightTensor])
    /// 8-bit integers, and what each row of them is divided by.
    case quantized(MappedFile, offset: Int, by: WeightTensor)
  }

  private init(_ name: String, _ shape: [Int], path: String, _ source: Source) {
    (self.name, self.shape, self.path, self.source) = (name, shape, path, source)
  }

  /// Values that lie in `file` from `offset` on.
  init(name: String, shape: [Int], type: ElementType, file: MappedFile, offset: Int) {
    self.init(name, shape, path: file.path, .file(file, offset: offset, type))
  }

  /// - Parameter path: the file that lacks the values.
  static func zeros(_ name: String, shape: [Int], path: String) -> WeightTensor {
    WeightTensor(name, shape, path: path, .zeros)
  }

  /// `parts`, at least one, put together along the first axis; their other axes are the same.
  static func joined(_ parts: [WeightTensor]) -> WeightTensor {
    let shape = [parts.reduce(0) { $0 + ($1.shape.first ?? 0) }] + parts[0].shape.dropFirst()
    let name = parts.map(\.name).joined(separator: ", ")
    return WeightTensor(name, shape, path: parts[0].path, .joined(parts))
  }

  /// 8-bit integers as numbers: each is divided by the scale of its row, as CTranslate2 has it.
  ///
  /// - Throws: `WeightsError` for other elements, and for scales that are not one a row.
  func divided(by scales: WeightTensor) throws -> WeightTensor {
    guard case .file(let file, let offset, .int8) = source, let rows = shape.first, rows > 0, scales.shape == [rows]
    else {
      throw WeightsError(path: path, message: "“\(scales.name)” \(scales.shape) has no scales for “\(name)” \(shape)")
    }
    return WeightTensor(name, shape, path: path, .quantized(file, offset: offset, by: scales))
  }

  /// - Throws: `WeightsError` where the shape is another.
  func expect(_ shape: [Int]) throws {
    guard self.shape == shape else {
      throw WeightsError(path: path, message: "“\(name)” has the shape \(self.shape), not \(shape)")
    }
  }

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
  ///
  /// - Throws: `WeightsError` for what cannot be read, and for what is no number.
  package func floats() throws -> [Float] {
    try checked(floats(0..<count))
  }

  private func checked(_ values: [Float]) throws -> [Float] {
    // Zero times what is infinite or no number is no number.
    guard values.reduce(0, { $0 + $1 * 0 }) == 0 else {
      throw WeightsError(path: path, message: "“\(name)” is damaged: it holds what is no number")
    }
    return values
  }

  /// One row of a matrix as 32-bit floats.
  package func floats(row: Int) throws -> [Float] {
    let width = shape.last ?? 0
    guard row >= 0, (row + 1) * width <= count else {
      throw WeightsError(path: path, message: "“\(name)” has no row \(row)")
    }
    return try checked(floats(row * width..<(row + 1) * width))
  }

  private func floats(_ range: Range<Int>) throws -> [Float] {
    switch source {
    case .zeros: return [Float](repeating: 0, count: range.count)
    case .file(let file, let offset, let type):
      return try file.withBytes(offset: offset + range.lowerBound * type.size, count: range.count * type.size) {
        try floats($0, range.count, type)
      }
    case .joined(let parts):
      var values: [Float] = []
      values.reserveCapacity(range.count)
      var start = 0
      for part in parts {
        let wanted = range.clamped(to: start..<start + part.count)
        if !wanted.isEmpty { values += try part.floats(wanted.lowerBound - start..<wanted.upperBound - start) }
        start += part.count
      }
      return values
    case .quantized(let file, let offset, let scales):
      guard !range.isEmpty else { return [] }
      let width = count / scales.count
      let rows = range.lowerBound / width..<(range.upperBound - 1) / width + 1
      let divisors = try scales.floats(rows)
      return try file.withBytes(offset: offset + range.lowerBound, count: range.count) { codes in
        range.map { Float(Int8(bitPattern: codes[$0 - range.lowerBound])) / divisors[$0 / width - rows.lowerBound] }
      }
    }
  }

  private func floats(_ bytes: UnsafeRawBufferPointer, _ count: Int, _ type: ElementType) throws -> [Float] {
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
    default: throw WeightsError(path: path, message: "“\(name)” holds \(type), which is not a float type")
    }
  }
}
