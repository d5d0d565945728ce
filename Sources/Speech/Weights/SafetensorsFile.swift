import Foundation
import Inference
package import SystemPackage

/// Reads a `.safetensors` file: a JSON header with names, types, shapes and offsets, then the data.
package struct SafetensorsFile {
  package let tensors: [String: WeightTensor]
  let file: MappedFile

  package init(_ path: FilePath) throws {
    let file = try MappedFile(path)
    let length = try file.withBytes(offset: 0, count: 8) { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard let headerLength = Int(exactly: length), headerLength <= min(file.count, Self.longestHeader) else {
      throw WeightsError(
        path: file.path, message: "a header of \(length) bytes does not fit: this is no safetensors file")
    }
    let header = try file.withBytes(offset: 8, count: headerLength) { Data($0) }
    let fields: [String: Field]
    do {
      fields = try JSONDecoder().decode([String: Field].self, from: header)
    } catch {
      throw WeightsError(path: file.path, message: "the header is no JSON object of tensors: \(error)")
    }
    let start = 8 + headerLength
    var tensors: [String: WeightTensor] = [:]
    for (name, field) in fields {
      guard let code = field.dtype, let shape = field.shape, let range = field.data_offsets, range.count == 2 else {
        continue  // `__metadata__`
      }
      // Whoever needs it will miss it.
      guard let type = Self.types[code] else { continue }
      guard range[0] >= 0, range[0] <= range[1], range[1] <= file.count - start,
        WeightTensor.byteCount(shape, type) == range[1] - range[0]
      else {
        throw WeightsError(
          path: file.path, message: "“\(name)” lies at \(range) with the shape \(shape), which does not fit the file")
      }
      tensors[name] = WeightTensor(name: name, shape: shape, type: type, file: file, offset: start + range[0])
    }
    (self.tensors, self.file) = (tensors, file)
  }

  private struct Field: Decodable {
    var dtype: String?
    var shape: [Int]?
    var data_offsets: [Int]?
  }

  /// Bytes, as the format sets it.
  private static let longestHeader = 100_000_000
  private static let types: [String: ElementType] = ["F32": .float32, "F16": .float16, "BF16": .bfloat16]
}
