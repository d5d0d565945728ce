/// The operations that networks here are made of, by the names of the field.
extension Graph {
  /// An operation with one output.
  public func node(
    _ operation: String, _ inputs: Value..., attributes: [String: Attribute] = [:]
  ) throws(InferenceError) -> Value {
    let outputs = try self.operation(operation, inputs, attributes)
    guard outputs.count == 1, let output = outputs.first else {
      throw InferenceError(operation: "add the operation \(operation)", message: "it has \(outputs.count) outputs")
    }
    return output
  }

  public func add(_ a: Value, _ b: Value) throws(InferenceError) -> Value {
    try node("Add", a, b)
  }

  public func multiply(_ a: Value, _ b: Value) throws(InferenceError) -> Value {
    try node("Multiply", a, b)
  }

  public func matmul(_ a: Value, _ b: Value, transposeB: Bool = false) throws(InferenceError) -> Value {
    try node("MatMul", a, b, attributes: ["transpose_a": .bool(false), "transpose_b": .bool(transposeB)])
  }

  /// The exact (error function) form.
  public func gelu(_ x: Value) throws(InferenceError) -> Value {
    try node("Gelu", x, attributes: ["approximation_mode": .string("ERF")])
  }

  public func relu(_ x: Value) throws(InferenceError) -> Value {
    try node("Relu", x)
  }

  public func convert(_ x: Value, to type: ElementType) throws(InferenceError) -> Value {
    try node("Convert", x, attributes: ["destination_type": .string(type.openVINOName)])
  }

  /// 0 keeps a dimension, -1 takes what is left.
  public func reshape(_ x: Value, _ shape: [Int]) throws(InferenceError) -> Value {
    try node(
      "Reshape", x, try constant(shape.map { Int64($0) }, [shape.count]), attributes: ["special_zero": .bool(true)])
  }

  public func transpose(_ x: Value, _ order: [Int]) throws(InferenceError) -> Value {
    try node("Transpose", x, try constant(order.map { Int64($0) }, [order.count]))
  }

  public func concat(_ values: [Value], axis: Int) throws(InferenceError) -> Value {
    try operation("Concat", values, ["axis": .int(axis)])[0]
  }

  public func split(_ x: Value, into parts: Int, axis: Int) throws(InferenceError) -> [Value] {
    try operation("Split", [x, try scalar(axis)], ["num_splits": .int(parts)])
  }

  public func gather(_ x: Value, _ indices: Value, axis: Int) throws(InferenceError) -> Value {
    try node("Gather", x, indices, try scalar(axis), attributes: ["batch_dims": .int(0)])
  }

  /// The first `count`, a list of one integer, along an axis.
  public func prefix(_ x: Value, _ count: Value, axis: Int) throws(InferenceError) -> Value {
    try operation("Slice", [x, constant(0), count, constant(1), constant(axis)])[0]
  }

  public func shape(of x: Value) throws(InferenceError) -> Value {
    try node("ShapeOf", x, attributes: ["output_type": .string("i64")])
  }

  /// A convolution over the last axis: `x` [N, C, T], `kernel` [C', C, K].
  public func convolution(
    _ x: Value, _ kernel: Value, stride: Int = 1, padding: Int = 0
  ) throws(InferenceError) -> Value {
    try node(
      "Convolution", x, kernel,
      attributes: [
        "strides": .ints([stride]), "dilations": .ints([1]), "pads_begin": .ints([padding]),
        "pads_end": .ints([padding]), "auto_pad": .string("explicit"),
      ])
  }

  /// Attention with softmax(QKᵀ/√d + mask)·V.
  public func attention(
    query: Value, key: Value, value: Value, mask: Value? = nil
  ) throws(InferenceError) -> Value {
    try operation(
      "ScaledDotProductAttention", [query, key, value] + (mask.map { [$0] } ?? []), ["causal": .bool(false)])[0]
  }

  /// Zero mean and unit variance over the last axis.
  public func normalize(_ x: Value, epsilon: Double = 1e-5) throws(InferenceError) -> Value {
    try node(
      "MVN", x, try constant(-1),
      attributes: [
        "normalize_variance": .bool(true), "eps": .double(epsilon), "eps_mode": .string("inside_sqrt"),
      ])
  }
}
