import CSpeechKernels
import Inference

/// Linear layers as operations of our own, which multiply bytes: weights with a scale for each output, activations with
/// a scale for each row. What a row gives does not depend on the others.
struct ByteLinear {
  private let graph: Graph
  private let workspaces: KernelWorkspaces
  /// Of the widest matrix.
  private let inputs: Int
  private let threads: Int

  /// - Parameters:
  ///   - inputs: of the widest matrix.
  ///   - threads: how many share a product.
  init(graph: Graph, inputs: Int, threads: Int) {
    self.graph = graph
    self.inputs = inputs
    self.threads = max(1, threads)
    workspaces = Self.workspaces(inputs: inputs, threads: threads)
  }

  /// Memory for products with matrices of at most so many inputs.
  static func workspaces(inputs: Int, threads: Int) -> KernelWorkspaces {
    KernelWorkspaces(shared: 0, own: csk_linear_memory(inputs), threads: threads)
  }

  /// x·Wᵀ + b, [B, T, D] → [B, T, outputs].
  func apply(_ matrix: ByteMatrix, to x: Graph.Value) throws -> Graph.Value {
    precondition(matrix.value.inputs <= inputs, "a wider matrix than there is room for")
    let (workspaces, threads) = (workspaces, threads)
    let shape: [KernelDimension] = [.same(input: 0, axis: 0), .same(input: 0, axis: 1), .fixed(matrix.value.outputs)]
    return try graph.operation([x], outputs: [KernelOutput(.float32, shape)]) { tensors, results in
      guard let source = tensors[0].elements(as: Float.self).baseAddress,
        let target = results[0].elements(as: Float.self).baseAddress
      else { return }
      Self.multiply(
        matrix, source, rows: tensors[0].shape[0] * tensors[0].shape[1], target, gelu: false, in: workspaces,
        threads: threads)
    }[0]
  }

  /// x [rows][inputs] → [rows][outputs]. Each thread makes bytes of the rows that it multiplies: many rows are shared out,
  /// few are multiplied by parts of the matrix.
  ///
  /// - Parameters:
  ///   - gelu: whether GELU is applied to the result.
  ///   - workspaces: for matrices of at least as many inputs.
  static func multiply(
    _ matrix: ByteMatrix, _ source: UnsafePointer<Float>, rows: Int, _ target: UnsafeMutablePointer<Float>, gelu: Bool,
    in workspaces: KernelWorkspaces, threads: Int
  ) {
    let (inputs, outputs) = (matrix.value.inputs, matrix.value.outputs)
    let call = Call(matrix: matrix, gelu: gelu ? 1 : 0, rows: rows, source: source, target: target)
    workspaces.lend { workspace in
      if call.rows >= threads * Int(CSK_ENCODER_ROWS) {
        workspace.share(call.rows, by: Int(CSK_ENCODER_ROWS)) { rows, own in
          call.run(rows: rows, inputs: inputs, columns: 0..<outputs, own)
        }
      } else {
        workspace.share(outputs, by: Int(CSK_PANEL)) { columns, own in
          call.run(rows: 0..<call.rows, inputs: inputs, columns: columns, own)
        }
      }
    }
  }

  /// SAFETY: its threads write parts of their own.
  private struct Call: @unchecked Sendable {
    var matrix: ByteMatrix
    var gelu: Int32
    var rows: Int
    var source: UnsafePointer<Float>
    var target: UnsafeMutablePointer<Float>

    func run(rows: Range<Int>, inputs: Int, columns: Range<Int>, _ own: UnsafeMutableRawPointer) {
      var value = matrix.value
      csk_linear(
        &value, gelu, source + rows.lowerBound * inputs, rows.count, columns.lowerBound, columns.upperBound, own,
        target + rows.lowerBound * value.outputs)
    }
  }
}
