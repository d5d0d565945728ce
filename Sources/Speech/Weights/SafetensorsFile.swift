import Foundation
import Inference
package import SystemPackage

/// Reads a `.safetensors` file: a JSON header with names, types, shapes and offsets, then the data.
package struct SafetensorsFile {
  package let tensors: [String: WeightTensor]

  package init(_ path: FilePath) throws {
    let file = try MappedFile(path)
    let headerLength = try file.withBytes(offset: 0, count: 8) {
      Int(UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) & 0x7FFF_FFFF)
    }
    let header = try file.withBytes(offset: 8, count: headerLength) { Data($0) }
    let fields = try JSONDecoder().decode([String: Field].self, from: header)
    var tensors: [String: WeightTensor] = [:]
    for (name, field) in fields {
      guard let code = field.dtype, let shape = field.shape, let range = field.data_offsets, range.count == 2 else {
        continue  // `__metadata__`
      }
      guard let type = Self.types[code] else {
        throw WeightsError(path: file.path, message: "“\(name)” has the unsupported element type \(code)")
      }
      guard range[1] - range[0] == shape.reduce(type.size, *) else {
        throw WeightsError(
          path: file.path, message: "“\(name)” has \(range[1] - range[0]) bytes, not what its shape needs")
      }
      let offset = 8 + headerLength + range[0]
      try file.withBytes(offset: offset, count: range[1] - range[0]) { _ in }
      tensors[name] = WeightTensor(name: name, shape: shape, type: type, file: file, offset: offset)
    }
    self.tensors = tensors
  }

  private struct Field: Decodable {
    var dtype: String?
    var shape: [Int]?
    var data_offsets: [Int]?
  }

  private static let types: [String: ElementType] = ["F32": .float32, "F16": .float16, "BF16": .bfloat16]
}
