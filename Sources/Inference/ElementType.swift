import COpenVINO

/// How the elements of a tensor are stored.
public enum ElementType: String, Hashable, Sendable {
  case float32, float16, bfloat16, int8, uint8, int32, int64, boolean

  /// Bytes of one element.
  public var size: Int {
    switch self {
    case .int64: 8
    case .float32, .int32: 4
    case .float16, .bfloat16: 2
    case .int8, .uint8, .boolean: 1
    }
  }

  /// The name that OpenVINO's operations take as an attribute.
  var openVINOName: String {
    switch self {
    case .float32: "f32"
    case .float16: "f16"
    case .bfloat16: "bf16"
    case .int8: "i8"
    case .uint8: "u8"
    case .int32: "i32"
    case .int64: "i64"
    case .boolean: "boolean"
    }
  }

  var cType: cov_type {
    switch self {
    case .float32: COV_TYPE_F32
    case .float16: COV_TYPE_F16
    case .bfloat16: COV_TYPE_BF16
    case .int8: COV_TYPE_I8
    case .uint8: COV_TYPE_U8
    case .int32: COV_TYPE_I32
    case .int64: COV_TYPE_I64
    case .boolean: COV_TYPE_BOOLEAN
    }
  }

  init(_ type: cov_type) {
    self =
      switch type {
      case COV_TYPE_F32: .float32
      case COV_TYPE_F16: .float16
      case COV_TYPE_BF16: .bfloat16
      case COV_TYPE_I8: .int8
      case COV_TYPE_U8: .uint8
      case COV_TYPE_I32: .int32
      case COV_TYPE_I64: .int64
      default: .boolean
      }
  }
}

/// A Swift type whose values are tensor elements.
public protocol TensorElement: BitwiseCopyable, Sendable {
  static var elementType: ElementType { get }
}

extension Float: TensorElement { public static var elementType: ElementType { .float32 } }
extension Int8: TensorElement { public static var elementType: ElementType { .int8 } }
extension UInt8: TensorElement { public static var elementType: ElementType { .uint8 } }
extension Int32: TensorElement { public static var elementType: ElementType { .int32 } }
extension Int64: TensorElement { public static var elementType: ElementType { .int64 } }

extension cov_shape {
  init(_ shape: [Int]) {
    precondition(shape.count <= Int(COV_MAX_RANK), "tensors have at most \(COV_MAX_RANK) dimensions")
    self.init()
    rank = shape.count
    withUnsafeMutableBytes(of: &dims) { bytes in
      let dims = bytes.bindMemory(to: Int64.self)
      for (index, dimension) in shape.enumerated() { dims[index] = Int64(dimension) }
    }
  }

  var array: [Int] {
    withUnsafeBytes(of: dims) { bytes in bytes.bindMemory(to: Int64.self).prefix(rank).map { Int($0) } }
  }
}
