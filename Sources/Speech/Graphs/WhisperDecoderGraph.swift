package import Inference
import WhisperCost

/// The decoder, a step at a time: embedded tokens [N, 1, D] of any texts, what was said before and what is heard → logits
/// [M, V] of what follows some of them, keys and values for the `TextCache`, and where the alignment heads looked, for
/// each layer that has some [N, heads, 1, T].
package enum WhisperDecoderGraph {
  package static func attention(_ layer: Int) -> String { "attention\(layer)" }

  /// - Parameters:
  ///   - threads: how many share a step.
  package static func build(
    _ weights: WhisperWeights, heads: [WhisperConfiguration.AttentionHead], threads: Int
  ) throws -> Graph {
    let graph = try Graph("decoder")
    let layers = WhisperLayers(graph: graph, weights: weights)
    var x = try graph.parameter("embeddings", .float32, [-1, 1, weights.sizes.width])
    // The tokens whose logits are wanted.
    let wanted = try graph.parameter("wanted", .int32, [-1])
    let text = try TextAttention(graph, weights.sizes)
    let cross = try CrossAttention(graph, layers, threads: threads)
    for index in 0..<weights.sizes.decoderLayers {
      let layer = "decoder/layer_\(index)/"
      let projected = try layers.selfProjection(x, layer)
      try graph.result(TextCache.output(index), projected)
      x = try graph.add(x, layers.linear(text.attend(projected, layer: index), layer + "self_attention/linear_1"))
      let (heard, looks) = try cross.add(x, layer: index, weightsOf: heads.filter { $0.layer == index }.map(\.head))
      if let looks { try graph.result(attention(index), looks) }
      x = heard
      x = try layers.feedForward(x, layer)
      weights.release()
    }
    x = try layers.norm(graph.gather(x, wanted, axis: 0), "decoder/layer_norm")
    let table = try weights.tensor("decoder/projection/weight")
    let matrix = try layers.quantized(table.floats(), rows: weights.sizes.vocabulary)
    try graph.result("logits", graph.matmul(x, matrix, transposeB: true))
    return graph
  }
}
