import COpenVINO

/// The work of an operation of our own, in one inference. It runs on any thread, and on several at once.
public typealias Kernel = @Sendable (_ inputs: [TensorView], _ outputs: [MutableTensorView]) -> Void

/// A dimension of what a kernel gives.
public enum KernelDimension {
  case fixed(Int)
  /// That of an axis of one of its inputs.
  case same(input: Int, axis: Int)
}

/// What a kernel gives.
public struct KernelOutput {
  var type: ElementType
  var shape: [KernelDimension]

  public init(_ type: ElementType, _ shape: [KernelDimension]) {
    self.type = type
    self.shape = shape
  }

  var c: cov_kernel_output {
    precondition(shape.count <= Int(COV_MAX_RANK), "tensors have at most \(COV_MAX_RANK) dimensions")
    var result = cov_kernel_output()
    result.type = type.cType
    result.rank = shape.count
    withUnsafeMutableBytes(of: &result.dims) { bytes in
      let dims = bytes.bindMemory(to: cov_dimension.self)
      for (axis, dimension) in shape.enumerated() {
        dims[axis] =
          switch dimension {
          case .fixed(let count): cov_dimension(input: -1, axis: 0, fixed: Int64(count))
          case .same(let input, let axis): cov_dimension(input: Int32(input), axis: Int32(axis), fixed: 0)
          }
      }
    }
    return result
  }
}

extension Graph {
  /// An operation of our own. A graph with one runs on the CPU only.
  ///
  /// - Parameters:
  ///   - inputs: at most four.
  ///   - outputs: one or two.
  public func operation(
    _ inputs: [Value], outputs: [KernelOutput], _ kernel: @escaping Kernel
  ) throws(InferenceError) -> [Value] {
    let context = Unmanaged.passRetained(KernelContext(kernel, inputs: inputs.count, outputs: outputs.count))
    let numbers = inputs.map(\.number)
    let described = outputs.map(\.c)
    var values = [Int32](repeating: 0, count: outputs.count)
    try check("add an operation of our own to the graph “\(name)”") {
      cov_graph_kernel(
        handle,
        { context, inputs, outputs in
          guard let context, let inputs, let outputs else { return }
          let this = Unmanaged<KernelContext>.fromOpaque(context).takeUnretainedValue()
          this.kernel(
            (0..<this.inputs).map { TensorView(inputs[$0]) }, (0..<this.outputs).map { MutableTensorView(outputs[$0]) })
        },
        context.toOpaque(),
        { context in if let context { Unmanaged<KernelContext>.fromOpaque(context).release() } },
        numbers, numbers.count, described, described.count, &values, $0)
    }
    return values.map { Value(number: $0) }
  }
}

/// What the C face keeps of a kernel.
private final class KernelContext: Sendable {
  let kernel: Kernel
  let inputs: Int
  let outputs: Int

  init(_ kernel: @escaping Kernel, inputs: Int, outputs: Int) {
    self.kernel = kernel
    self.inputs = inputs
    self.outputs = outputs
  }
}

/// Memory that a kernel fills until it returns.
///
/// SAFETY: a kernel that works with several threads lets each write a part of its own.
public struct MutableTensorView: @unchecked Sendable {
  public let type: ElementType
  public let shape: [Int]
  public let bytes: UnsafeMutableRawBufferPointer

  /// The elements; `Element` must be of the tensor's type.
  public func elements<Element: TensorElement>(as: Element.Type = Element.self) -> UnsafeMutableBufferPointer<Element> {
    precondition(Element.elementType == type, "the tensor holds \(type)")
    return bytes.bindMemory(to: Element.self)
  }
}

extension MutableTensorView {
  fileprivate init(_ array: cov_array) {
    type = ElementType(array.type)
    shape = array.shape.array
    bytes = UnsafeMutableRawBufferPointer(start: array.data, count: shape.reduce(1, *) * type.size)
  }
}

extension TensorView {
  fileprivate init(_ array: cov_array) {
    let view = MutableTensorView(array)
    self.init(type: view.type, shape: view.shape, bytes: UnsafeRawBufferPointer(view.bytes))
  }
}
