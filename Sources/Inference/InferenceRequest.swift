import COpenVINO

/// Inputs and outputs of one run of a compiled graph after another. For one thread at a time.
public final class InferenceRequest {
  public let name: String
  private let handle: OpaquePointer
  /// Tensors that the runtime reads or writes in place; they must live as long as it may.
  private var tensors: [String: Tensor] = [:]

  init(handle: OpaquePointer, name: String) {
    self.handle = handle
    self.name = name
  }

  deinit {
    cov_request_destroy(handle)
  }

  /// Reads the input from `tensor` in place at every inference from now on, in the shape that it has now.
  public func setInput(_ name: String, _ tensor: Tensor) throws(InferenceError) {
    try check("set the input “\(name)” of “\(self.name)”") {
      cov_request_set_input(handle, name, tensor.type.cType, cov_shape(tensor.shape), tensor.bytes.baseAddress, $0)
    }
    tensors[name] = tensor
  }

  /// Reads rows `rows` of the first axis of `tensor` in place.
  public func setInput(_ name: String, _ tensor: Tensor, rows: Range<Int>) throws(InferenceError) {
    precondition(rows.upperBound <= tensor.shape.first ?? 0, "rows outside the tensor")
    let stride = tensor.shape.dropFirst().reduce(1, *) * tensor.type.size
    let address = tensor.bytes.baseAddress.map { $0 + rows.lowerBound * stride }
    try check("set the input “\(name)” of “\(self.name)”") {
      cov_request_set_input(
        handle, name, tensor.type.cType, cov_shape([rows.count] + tensor.shape.dropFirst()), address, $0)
    }
    tensors[name] = tensor
  }

  /// Runs the graph on this thread's account and waits.
  public func infer() throws(InferenceError) {
    try check("run “\(name)”") { cov_request_infer(handle, $0) }
  }

  /// What the last inference gave.
  public func output(_ name: String) throws(InferenceError) -> TensorView {
    var type = COV_TYPE_F32
    var shape = cov_shape()
    var data: UnsafeRawPointer?
    try check("read the output “\(name)” of “\(self.name)”") {
      cov_request_output(handle, name, &type, &shape, &data, $0)
    }
    let elementType = ElementType(type)
    let bytes = UnsafeRawBufferPointer(start: data, count: shape.array.reduce(1, *) * elementType.size)
    return TensorView(type: elementType, shape: shape.array, bytes: bytes)
  }
}
