import CSpeechKernels
import Inference
package import WhisperCost

/// Layers of the encoder as operations of our own, which multiply bytes.
package struct ByteEncoder {
  private let graph: Graph
  private let weights: WhisperWeights
  private let workspaces: KernelWorkspaces

  /// What an operation reads and writes of one window.
  ///
  /// SAFETY: only the operation that it is made for uses it, and its threads write rows of their own.
  private struct Window: @unchecked Sendable {
    var positions: Int
    var source: UnsafePointer<Float>
    var target: UnsafeMutablePointer<Float>
  }

  /// Of this number the first position of a thread is a multiple.
  private static let rows = Int(CSK_ENCODER_ROWS)

  /// Why a model's encoder cannot be run here; nil where it can.
  package static func obstacle(_ sizes: WhisperShape) -> String? {
    if csk_has_byte_products() == 0 { return "that takes a processor with AVX-512 VNNI" }
    return sizes.audioPositions > CSK_ENCODER_KEYS ? "the model hears more than \(CSK_ENCODER_KEYS) positions" : nil
  }

  /// Whether it runs a model's encoder, and faster than OpenVINO does: that uses matrix units where there are some.
  package static func isBest(for sizes: WhisperShape) -> Bool {
    obstacle(sizes) == nil && csk_has_matrix_unit() == 0
  }

  /// - Parameter threads: how many share the work on one window.
  init(graph: Graph, weights: WhisperWeights, threads: Int) {
    self.graph = graph
    self.weights = weights
    let width = weights.sizes.width
    workspaces = KernelWorkspaces(
      shared: csk_encoder_shared_memory(width), own: csk_encoder_own_memory(width), threads: threads)
  }

  /// A layer: self-attention and feed-forward, [B, T, D] → the same.
  func layer(_ x: Graph.Value, _ name: String) throws -> Graph.Value {
    let layer = try ByteEncoderLayer(weights, name)
    let heads = weights.sizes.headCount
    return try operation(x) { window, workspace in
      workspace.share(window.positions, by: Self.rows) { rows, own in
        csk_encoder_project(layer.address, window.source, rows.lowerBound, rows.upperBound, workspace.shared, own)
      }
      workspace.share(heads, by: 1) { heads, own in
        for head in heads { csk_encoder_attend(layer.address, window.positions, head, workspace.shared, own) }
      }
      workspace.share(window.positions, by: Self.rows) { rows, own in
        csk_encoder_finish(
          layer.address, window.source, rows.lowerBound, rows.upperBound, workspace.shared, own, window.target)
      }
    }
  }

  /// An operation on the positions of each window.
  private func operation(
    _ x: Graph.Value, _ run: @escaping @Sendable (Window, KernelWorkspaces.Workspace) -> Void
  ) throws -> Graph.Value {
    let workspaces = workspaces
    let same = KernelOutput(.float32, (0..<3).map { .same(input: 0, axis: $0) })
    return try graph.operation([x], outputs: [same]) { inputs, results in
      let (windows, positions, width) = (inputs[0].shape[0], inputs[0].shape[1], inputs[0].shape[2])
      precondition(1...Int(CSK_ENCODER_KEYS) ~= positions, "more positions than a layer takes")
      guard let source = inputs[0].elements(as: Float.self).baseAddress,
        let target = results[0].elements(as: Float.self).baseAddress
      else { return }
      workspaces.lend { workspace in
        for window in 0..<windows {
          run(
            Window(
              positions: positions, source: source + window * positions * width,
              target: target + window * positions * width), workspace)
        }
      }
    }[0]
  }
}

/// A layer's matrices as bytes, in the order in which the kernels read them.
///
/// SAFETY: the memory is written before anyone else sees it, and only read after that.
private final class ByteEncoderLayer: @unchecked Sendable {
  let address: UnsafePointer<csk_encoder_layer>
  private let matrices: [ByteMatrix]
  private let norms: UnsafeMutableBufferPointer<Float>

  init(_ weights: WhisperWeights, _ name: String) throws {
    let width = weights.sizes.width
    let matrices = try ["self_attention/linear_0", "self_attention/linear_1", "ffn/linear_0", "ffn/linear_1"].map {
      try ByteMatrix(weights, name + $0)
    }
    let values = try ["self_attention/layer_norm", "ffn/layer_norm"].flatMap {
      try weights.floats(name + $0 + "/gamma") + weights.floats(name + $0 + "/beta")
    }
    let norms = UnsafeMutableBufferPointer<Float>.allocate(capacity: values.count)
    _ = norms.initialize(from: values)
    func norm(_ index: Int) -> UnsafePointer<Float>? { norms.baseAddress.map { UnsafePointer($0 + index * width) } }
    let layer = UnsafeMutablePointer<csk_encoder_layer>.allocate(capacity: 1)
    layer.initialize(
      to: csk_encoder_layer(
        projection: matrices[0].value, output: matrices[1].value, expand: matrices[2].value,
        contract: matrices[3].value, attention_gamma: norm(0), attention_beta: norm(1), feed_gamma: norm(2),
        feed_beta: norm(3)))
    address = UnsafePointer(layer)
    self.matrices = matrices
    self.norms = norms
  }

  deinit {
    address.deallocate()
    norms.deallocate()
  }
}
