import Inference

/// What the decoder hears of a batch of windows: keys and values of every layer's cross-attention.
///
/// The encoder writes them in the layout and type that the decoder multiplies with: keys [B, H, 64, T] already
/// transposed, values [B, H, T, 64]. Transposing at every step would take longer than all the rest.
final class CrossCache {
  /// Keys and values of layer 0, then 1, …
  let tensors: [(keys: Tensor, values: Tensor)]
  let batch: Int

  static func names(_ layer: Int) -> (keys: String, values: String) { ("keys\(layer)", "values\(layer)") }

  init(_ sizes: WhisperSizes, batch: Int, type: ElementType) {
    let (heads, size, positions) = (sizes.headCount, WhisperSizes.headSize, sizes.audioPositions)
    self.batch = batch
    tensors = (0..<sizes.decoderLayers).map { _ in
      (
        Tensor(type, shape: [batch, heads, size, positions]),
        Tensor(type, shape: [batch, heads, positions, size])
      )
    }
  }

  /// Lets an encoder write windows `rows`.
  func bindOutputs(of request: InferenceRequest, rows: Range<Int>) throws {
    for (layer, pair) in tensors.enumerated() {
      let names = Self.names(layer)
      try request.setOutput(names.keys, pair.keys, rows: rows)
      try request.setOutput(names.values, pair.values, rows: rows)
    }
  }

  /// Lets a decoder read windows `rows`, of as many layers as it has.
  func bindInputs(of request: InferenceRequest, rows: Range<Int>, layers: Int? = nil, valueLayers: Int? = nil) throws {
    for (layer, pair) in tensors.prefix(layers ?? tensors.count).enumerated() {
      let names = Self.names(layer)
      try request.setInput(names.keys, pair.keys, rows: rows)
      if layer < valueLayers ?? tensors.count { try request.setInput(names.values, pair.values, rows: rows) }
    }
  }
}
