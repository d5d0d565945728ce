import Inference

/// What the decoder hears of a batch of windows: keys and values of every layer's cross-attention.
///
/// The encoder writes them in the layout and type that the decoder multiplies with: keys [B, H, 64, T] already
/// transposed, values [B, H, T, 64]. Transposing at every step would take longer than all the rest.
final class CrossCache {
  /// Keys and values of layer 0, then 1, …
  let tensors: [(keys: Tensor, values: Tensor)]
  let batch: Int
  /// Where each window lies: decoding moves windows together when others are done.
  private(set) var slots: [Int]

  static func names(_ layer: Int) -> (keys: String, values: String) { ("keys\(layer)", "values\(layer)") }

  init(_ sizes: WhisperSizes, batch: Int, type: ElementType) {
    let (heads, size, positions) = (sizes.headCount, WhisperSizes.headSize, sizes.audioPositions)
    self.batch = batch
    slots = Array(0..<batch)
    tensors = (0..<sizes.decoderLayers).map { _ in
      (
        Tensor(type, shape: [batch, heads, size, positions]),
        Tensor(type, shape: [batch, heads, positions, size])
      )
    }
  }

  /// Puts each window in the slot of its number: what the cache holds is given up.
  func clear() {
    slots = Array(0..<batch)
  }

  /// Lets an encoder write window `row`.
  func bindOutputs(of request: InferenceRequest, row: Int) throws {
    let slot = slots[row]
    for (layer, pair) in tensors.enumerated() {
      let names = Self.names(layer)
      try request.setOutput(names.keys, pair.keys, rows: slot..<slot + 1)
      try request.setOutput(names.values, pair.values, rows: slot..<slot + 1)
    }
  }

  /// Lets a decoder read slots, of as many layers as it has.
  func bindInputs(of request: InferenceRequest, slots: Range<Int>, layers: Int? = nil, valueLayers: Int? = nil) throws {
    for (layer, pair) in tensors.prefix(layers ?? tensors.count).enumerated() {
      let names = Self.names(layer)
      try request.setInput(names.keys, pair.keys, rows: slots)
      if layer < valueLayers ?? tensors.count { try request.setInput(names.values, pair.values, rows: slots) }
    }
  }

  /// Lets windows `first` and `second` change places.
  func exchange(_ first: Int, _ second: Int) {
    guard first != second else { return }
    let (a, b) = (slots[first], slots[second])
    slots.swapAt(first, second)
    for pair in tensors {
      for tensor in [pair.keys, pair.values] {
        let size = tensor.bytes.count / batch
        guard let base = tensor.bytes.baseAddress else { continue }
        // A piece at a time, so that both stay in the processor's cache.
        withUnsafeTemporaryAllocation(byteCount: Self.piece, alignment: 64) { spare in
          guard let spare = spare.baseAddress else { return }
          for offset in stride(from: 0, to: size, by: Self.piece) {
            let count = min(Self.piece, size - offset)
            let (first, second) = (base + a * size + offset, base + b * size + offset)
            spare.copyMemory(from: first, byteCount: count)
            first.copyMemory(from: second, byteCount: count)
            second.copyMemory(from: spare, byteCount: count)
          }
        }
      }
    }
  }

  private static let piece = 64 * 1024
}
