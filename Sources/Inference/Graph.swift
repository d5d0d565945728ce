import COpenVINO

/// A computation under construction: operations of OpenVINO's operation set 13, one added after the other.
///
/// Each step throws what is wrong with it: a shape that does not fit is reported where it is made.
public final class Graph {
  /// A value in the graph that it came from.
  public struct Value: Hashable, Sendable {
    let number: Int32
  }

  /// An attribute of an operation.
  public enum Attribute {
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case ints([Int])
  }

  public let name: String
  let handle: OpaquePointer

  public init(_ name: String) throws(InferenceError) {
    self.name = name
    var handle: OpaquePointer?
    try check("create a graph") { cov_graph_create(&handle, $0) }
    guard let handle else { throw InferenceError(operation: "create a graph", message: "no graph came back") }
    self.handle = handle
  }

  deinit {
    cov_graph_destroy(handle)
  }

  /// An input; -1 stands for a dimension that each inference may choose.
  public func parameter(_ name: String, _ type: ElementType, _ shape: [Int]) throws(InferenceError) -> Value {
    var value: Int32 = 0
    try check("add the input “\(name)”") {
      cov_graph_parameter(handle, name, type.cType, cov_shape(shape), &value, $0)
    }
    return Value(number: value)
  }

  /// A constant, copied from `bytes`, which must fill the shape.
  public func constant(_ type: ElementType, _ shape: [Int], _ bytes: UnsafeRawBufferPointer) throws(InferenceError)
    -> Value
  {
    guard shape.count <= Int(COV_MAX_RANK), byteCount(type, shape) == bytes.count else {
      throw InferenceError(
        operation: "add a constant to the graph “\(name)”",
        message: "\(bytes.count) bytes of \(type) do not fill the shape \(shape)")
    }
    var value: Int32 = 0
    // An empty constant may have no address; OpenVINO then reads nothing.
    try check("add a constant") {
      cov_graph_constant(
        handle, type.cType, cov_shape(shape), bytes.baseAddress ?? UnsafeRawPointer(handle), &value, $0)
    }
    return Value(number: value)
  }

  public func constant<Element: TensorElement>(_ elements: [Element], _ shape: [Int]) throws(InferenceError) -> Value {
    let result = elements.withUnsafeBytes { bytes in
      Result { () throws(InferenceError) in try constant(Element.elementType, shape, bytes) }
    }
    return try result.get()
  }

  /// A list of integers, as shapes, axes and indices are given.
  public func constant(_ integers: Int...) throws(InferenceError) -> Value {
    try constant(integers.map { Int64($0) }, [integers.count])
  }

  public func scalar(_ integer: Int) throws(InferenceError) -> Value {
    try constant([Int64(integer)], [])
  }

  public func scalar(_ number: Float) throws(InferenceError) -> Value {
    try constant([number], [])
  }

  /// Any operation by its OpenVINO name, with all its outputs.
  public func operation(
    _ operation: String, _ inputs: [Value], _ attributes: [String: Attribute] = [:]
  ) throws(InferenceError) -> [Value] {
    let numbers = inputs.map(\.number)
    var outputs = [Int32](repeating: 0, count: 8)
    var count = 0
    try check("add the operation \(operation)") { error in
      withAttributes(attributes) { attributes in
        cov_graph_operation(
          handle, operation, numbers, numbers.count, attributes.baseAddress, attributes.count, &outputs, outputs.count,
          &count, error)
      }
    }
    return outputs.prefix(count).map { Value(number: $0) }
  }

  /// An output.
  public func result(_ name: String, _ value: Value) throws(InferenceError) {
    try check("add the output “\(name)”") { cov_graph_result(handle, name, value.number, $0) }
  }
}

/// The bytes that a constant of this shape takes; nil where there is no such shape.
private func byteCount(_ type: ElementType, _ shape: [Int]) -> Int? {
  shape.reduce(type.size) { size, dimension in
    guard let size, dimension >= 0 else { return nil }
    let (product, overflow) = size.multipliedReportingOverflow(by: dimension)
    return overflow ? nil : product
  }
}

/// Lends `attributes` to `body` in C form.
private func withAttributes<Result>(
  _ attributes: [String: Graph.Attribute], _ body: (UnsafeBufferPointer<cov_attribute>) -> Result
) -> Result {
  func lend(_ rest: ArraySlice<(String, Graph.Attribute)>, _ done: [cov_attribute]) -> Result {
    guard let (name, attribute) = rest.first else { return done.withUnsafeBufferPointer(body) }
    return name.withCString { name in
      var c = cov_attribute()
      c.name = name
      switch attribute {
      case .bool(let value):
        c.kind = COV_ATTRIBUTE_BOOL
        c.integer = value ? 1 : 0
      case .int(let value):
        c.kind = COV_ATTRIBUTE_INT
        c.integer = Int64(value)
      case .double(let value):
        c.kind = COV_ATTRIBUTE_DOUBLE
        c.number = value
      case .string(let value):
        c.kind = COV_ATTRIBUTE_STRING
        return value.withCString {
          c.string = $0
          return lend(rest.dropFirst(), done + [c])
        }
      case .ints(let values):
        c.kind = COV_ATTRIBUTE_INTS
        return values.map { Int64($0) }.withUnsafeBufferPointer {
          c.integers = $0.baseAddress
          c.count = $0.count
          return lend(rest.dropFirst(), done + [c])
        }
      }
      return lend(rest.dropFirst(), done + [c])
    }
  }
  return lend(attributes.map { ($0.key, $0.value) }[...], [])
}
