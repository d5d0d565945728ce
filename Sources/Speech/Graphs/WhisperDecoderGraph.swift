import Inference

/// The decoder, a step at a time: embedded tokens [B, n, D] and what was said before (state) → logits [B, V] of the next token.
enum WhisperDecoderGraph {
  /// - Parameter threads: how many share the cross-attention of a batch.
  static func build(_ weights: WhisperWeights, threads: Int) throws -> Graph {
    let graph = try Graph("decoder")
    let layers = WhisperLayers(graph: graph, weights: weights)
    var x = try graph.parameter("embeddings", .float32, [-1, -1, weights.sizes.width])
    // Which row of the state each row goes on from: rows are repeated, reordered and dropped by it.
    let origin = try graph.parameter("origin", .int32, [-1])
    let mask = try graph.parameter("mask", .float32, [1, 1, -1, -1])
    let cross = try CrossAttention(graph, layers, threads: threads)

    let batch = try graph.gather(graph.shape(of: x), graph.constant(0), axis: 0)
    let (heads, size) = (weights.sizes.headCount, WhisperSizes.headSize)
    let empty = try graph.broadcast(
      graph.scalar(Float(0)), to: graph.concat([batch, graph.constant(heads, 0, size)], axis: 0))
    for index in 0..<weights.sizes.decoderLayers {
      let layer = "decoder/layer_\(index)/"
      let projected = try layers.selfProjection(x, layer).map { try layers.splitHeads($0) }
      // ReadValue → Gather → Concat → Assign before the attention: the CPU plug-in fuses this into one kernel.
      let cached = try zip(["k", "v"], projected.dropFirst()).map { name, new in
        let past = try graph.readState("\(name)\(index)", .float32, [-1, heads, -1, size], initial: empty)
        let all = try graph.concat([graph.gather(past, origin, axis: 0), new], axis: 2)
        try graph.writeState("\(name)\(index)", all)
        return all
      }
      let said = try graph.attention(query: projected[0], key: cached[0], value: cached[1], mask: mask)
      x = try graph.add(x, layers.linear(layers.mergeHeads(said), layer + "self_attention/linear_1"))
      x = try cross.add(x, layer: index).x
      x = try layers.feedForward(x, layer)
    }
    x = try graph.slice(layers.norm(x, "decoder/layer_norm"), from: -1, to: .max, axis: 1)
    let table = try layers.quantized(weights.floats("decoder/embeddings/weight"), rows: weights.sizes.vocabulary)
    try graph.result("logits", graph.reshape(graph.matmul(x, table, transposeB: true), [-1, weights.sizes.vocabulary]))
    return graph
  }
}
