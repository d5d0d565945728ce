import CSpeechKernels
import Inference
import WhisperCost

/// The layers that Whisper's graphs are made of, added to one graph.
struct WhisperLayers {
  let graph: Graph
  let weights: WhisperWeights
  /// Multiplies bytes in operations of our own; nil leaves products to OpenVINO.
  var bytes: ByteLinear?

  /// x·Wᵀ + b, the weights as 8-bit integers with a scale for each output channel.
  ///
  /// - Parameter scale: multiplies weights and bias: attention's 1/√d costs nothing there.
  func linear(_ x: Graph.Value, _ name: String, scale: Float = 1) throws -> Graph.Value {
    if let bytes { return try bytes.apply(ByteMatrix(weights, name, scale: scale), to: x) }
    let bias = try scaled(weights.floats(name + "/bias"), scale)
    let matrix = try quantized(scaled(weights.floats(name + "/weight"), scale), rows: bias.count)
    let product = try graph.matmul(x, matrix, transposeB: true)
    return try graph.add(product, graph.constant(bias, [1, 1, bias.count]))
  }

  private func scaled(_ values: [Float], _ scale: Float) -> [Float] { scale == 1 ? values : values.map { $0 * scale } }

  /// `values` [rows, columns] as int8 × scale, in the form that the CPU plug-in keeps compressed: one scale a row,
  /// the largest magnitude of the row at 127.
  func quantized(_ values: [Float], rows: Int) throws -> Graph.Value {
    precondition(rows > 0 && values.count.isMultiple(of: rows), "not a matrix")
    let columns = values.count / rows
    var codes = [Int8](repeating: 0, count: values.count)
    var scales = [UInt16](repeating: 0, count: rows)
    values.withUnsafeBufferPointer { values in
      codes.withUnsafeMutableBufferPointer { codes in
        guard let values = values.baseAddress, let codes = codes.baseAddress else { return }
        for row in 0..<rows { scales[row] = csk_quantize(values + row * columns, columns, codes + row * columns) }
      }
    }
    let integers = try graph.convert(graph.constant(codes, [rows, columns]), to: .float16)
    let factors = try scales.withUnsafeBytes { try graph.constant(.float16, [rows, 1], $0) }
    return try graph.convert(graph.multiply(integers, factors), to: .float32)
  }

  func norm(_ x: Graph.Value, _ name: String) throws -> Graph.Value {
    func vector(_ part: String) throws -> Graph.Value {
      let values = try weights.floats(name + part)
      return try graph.constant(values, [1, 1, values.count])
    }
    return try graph.add(graph.multiply(graph.normalize(x), vector("/gamma")), vector("/beta"))
  }

  /// [B, T, D] → [B, T, H, 64] in another order: [B, H, T, 64] unless said otherwise.
  func splitHeads(_ x: Graph.Value, order: [Int] = [0, 2, 1, 3]) throws -> Graph.Value {
    try graph.transpose(graph.reshape(x, [0, 0, weights.sizes.headCount, WhisperShape.headSize]), order)
  }

  /// [B, H, T, 64] → [B, T, D].
  func mergeHeads(_ x: Graph.Value) throws -> Graph.Value {
    try graph.reshape(graph.transpose(x, [0, 2, 1, 3]), [0, 0, weights.sizes.width])
  }

  func feedForward(_ x: Graph.Value, _ layer: String) throws -> Graph.Value {
    let normal = try norm(x, layer + "ffn/layer_norm")
    let hidden = try graph.gelu(linear(normal, layer + "ffn/linear_0"))
    return try graph.add(x, linear(hidden, layer + "ffn/linear_1"))
  }

  /// Queries, keys and values of a self-attention, side by side.
  func selfProjection(_ x: Graph.Value, _ layer: String) throws -> Graph.Value {
    try linear(norm(x, layer + "self_attention/layer_norm"), layer + "self_attention/linear_0")
  }

  /// The same, each [B, H, T, 64].
  func selfHeads(_ x: Graph.Value, _ layer: String) throws -> [Graph.Value] {
    try graph.split(selfProjection(x, layer), into: 3, axis: 2).map { try splitHeads($0) }
  }
}
