import Inference

/// The decoder over a finished text in one go: embedded tokens [n, 1, D] → attention of the alignment heads on the sound
/// [1, A, n, T]. It stops at the last layer that has such a head.
enum WhisperAlignmentGraph {
  /// - Parameter byteThreads: as in `WhisperDecoderGraph`.
  static func build(
    _ weights: WhisperWeights, heads: [WhisperConfiguration.AttentionHead], byteThreads: Int?
  ) throws -> Graph {
    let graph = try Graph("alignment")
    let layers = WhisperLayers(
      graph: graph, weights: weights,
      bytes: byteThreads.map { ByteLinear(graph: graph, inputs: 4 * weights.sizes.width, threads: $0) })
    let tokens = try graph.parameter("embeddings", .float32, [-1, 1, weights.sizes.width])
    var x = try graph.reshape(tokens, [1, -1, weights.sizes.width])
    let cross = try CrossAttention(graph, layers, threads: 1)
    let last = heads.map(\.layer).max() ?? 0
    var chosen: [Graph.Value] = []
    for index in 0...last {
      let layer = "decoder/layer_\(index)/"
      let said = try graph.operation("ScaledDotProductAttention", layers.selfHeads(x, layer), ["causal": .bool(true)])[
        0]
      x = try graph.add(x, layers.linear(layers.mergeHeads(said), layer + "self_attention/linear_1"))
      let (heard, attention) = try cross.add(
        x, layer: index, weightsOf: heads.filter { $0.layer == index }.map(\.head))
      if let attention { chosen.append(attention) }
      guard index < last else { break }
      x = heard
      x = try layers.feedForward(x, layer)
    }
    try graph.result("attention", chosen.count == 1 ? chosen[0] : graph.concat(chosen, axis: 1))
    return graph
  }
}
