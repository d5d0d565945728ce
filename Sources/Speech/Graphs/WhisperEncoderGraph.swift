package import Inference
import WhisperCost

/// The encoder: log-mel features [B, bands, 2T] → keys and values of every decoder layer's cross-attention,
/// packed, or as numbers [B, T, 2D].
package enum WhisperEncoderGraph {
  /// - Parameters:
  ///   - anyLength: takes windows shorter than half a minute as well. Devices other than the CPU want one shape.
  ///   - byteThreads: lets operations of our own multiply bytes, on so many threads; the processor must suit them. Nil
  ///     leaves everything to OpenVINO.
  ///   - packs: lets one pack the results for a `SoundCache`, on the CPU only; without it they are numbers.
  package static func build(
    _ weights: WhisperWeights, anyLength: Bool, byteThreads: Int? = nil, packs: Bool = true
  ) throws -> Graph {
    let graph = try Graph("encoder")
    let layers = WhisperLayers(
      graph: graph, weights: weights,
      bytes: byteThreads.map { ByteLinear(graph: graph, inputs: weights.sizes.width, threads: $0) })
    let frames = anyLength ? -1 : 2 * weights.sizes.audioPositions
    var x = try graph.parameter("mel", .float32, [-1, weights.sizes.melBands, frames])
    for (name, stride) in [("conv1", 1), ("conv2", 2)] {
      let kernel = try graph.constant(
        weights.floats("encoder/\(name)/weight"), weights.shape("encoder/\(name)/weight"))
      let bias = try weights.floats("encoder/\(name)/bias")
      x = try graph.convolution(x, kernel, stride: stride, padding: 1)
      x = try graph.gelu(graph.add(x, graph.constant(bias, [1, bias.count, 1])))
    }
    x = try graph.transpose(x, [0, 2, 1])
    let places = try graph.constant(
      weights.floats("encoder/position_encodings/encodings"), [1, weights.sizes.audioPositions, weights.sizes.width])
    let count = try graph.gather(graph.shape(of: x), graph.constant(1), axis: 0)
    x = try graph.add(x, anyLength ? graph.prefix(places, count, axis: 1) : places)
    let encoder = byteThreads.map { ByteEncoder(graph: graph, weights: weights, threads: $0) }
    for layer in (0..<weights.sizes.encoderLayers).map({ "encoder/layer_\($0)/" }) {
      defer { weights.release() }
      if let encoder {
        x = try encoder.layer(x, layer)
        continue
      }
      let heads = try layers.selfHeads(x, layer)
      let heard = try graph.attention(query: heads[0], key: heads[1], value: heads[2])
      x = try graph.add(x, layers.linear(layers.mergeHeads(heard), layer + "self_attention/linear_1"))
      x = try layers.feedForward(x, layer)
    }
    x = try layers.norm(x, "encoder/layer_norm")
    for layer in 0..<weights.sizes.decoderLayers {
      let name = "decoder/layer_\(layer)/attention/linear_1"
      let sound = try layers.linear(x, name)
      try graph.result(
        SoundCache.output(layer), packs ? SoundCache.pack(sound, in: graph, sizes: weights.sizes) : sound)
    }
    return graph
  }
}
