import Inference

/// The decoder over a finished text in one go: embedded tokens [B, n, D] → attention of the alignment heads on the sound
/// [B, A, n, T]. It stops at the last layer that has such a head.
enum WhisperAlignmentGraph {
  static func build(
    _ weights: WhisperWeights, heads: [WhisperConfiguration.AttentionHead]
  ) throws -> Graph {
    let graph = try Graph("alignment")
    let layers = WhisperLayers(graph: graph, weights: weights)
    var x = try graph.parameter("embeddings", .float32, [-1, -1, weights.sizes.width])
    let cross = try CrossAttention(graph, layers, threads: 1)
    let last = heads.map(\.layer).max() ?? 0
    var chosen: [Graph.Value] = []
    for index in 0...last {
      let layer = "decoder/layer_\(index)/"
      let projected = try layers.selfProjection(x, layer).map { try layers.splitHeads($0) }
      let said = try graph.operation("ScaledDotProductAttention", projected, ["causal": .bool(true)])[0]
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
