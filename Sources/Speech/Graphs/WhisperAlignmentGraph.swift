import Inference

/// The decoder over a finished text in one go: embedded tokens [B, n, D] → attention of the alignment heads on the sound
/// [B, A, n, T]. It stops at the last layer that has such a head.
enum WhisperAlignmentGraph {
  /// Decoder layers whose keys and values the graph reads.
  static func layersNeeded(_ heads: [WhisperConfiguration.AttentionHead]) -> (keys: Int, values: Int) {
    let last = heads.map(\.layer).max() ?? 0
    return (last + 1, last)
  }

  static func build(
    _ weights: WhisperWeights, heads: [WhisperConfiguration.AttentionHead], cache: ElementType
  ) throws -> Graph {
    let graph = try Graph("alignment")
    let layers = WhisperLayers(graph: graph, weights: weights)
    var x = try graph.parameter("embeddings", .float32, [-1, -1, weights.sizes.width])
    let needed = layersNeeded(heads)
    var chosen: [Graph.Value] = []
    for index in 0..<needed.keys {
      let layer = "decoder/layer_\(index)/"
      let names = CrossCache.names(index)
      let projected = try layers.selfProjection(x, layer).map { try layers.splitHeads($0) }
      let said = try graph.operation("ScaledDotProductAttention", projected, ["causal": .bool(true)])[0]
      x = try graph.add(x, layers.linear(layers.mergeHeads(said), layer + "self_attention/linear_1"))
      let keys = try graph.parameter(names.keys, cache, [-1, weights.sizes.headCount, WhisperSizes.headSize, -1])
      let attention = try layers.crossWeights(x, layer, keys: keys)
      let indices = heads.filter { $0.layer == index }.map { Int64($0.head) }
      if !indices.isEmpty {
        chosen.append(try graph.gather(attention, graph.constant(indices, [indices.count]), axis: 1))
      }
      guard index < needed.values else { break }
      let values = try graph.parameter(names.values, cache, [-1, weights.sizes.headCount, -1, WhisperSizes.headSize])
      x = try layers.crossAttend(x, layer, weights: attention, values: values)
      x = try layers.feedForward(x, layer)
    }
    try graph.result("attention", chosen.count == 1 ? chosen[0] : graph.concat(chosen, axis: 1))
    return graph
  }
}
