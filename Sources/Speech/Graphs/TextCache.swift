import Inference
import WhisperCost

/// What the decoder remembers of the texts that it writes: keys and values of every layer's self-attention, in slots of
/// one text each.
///
/// With Whisper base a token takes 24 KB. Slots have room for the longest text; what none has used takes no memory.
final class TextCache {
  /// [slots, layers × places × (keys, values)].
  let tensor: Tensor
  private let sizes: WhisperShape
  /// Slots that hold something.
  private var used: Set<Int> = []

  /// Numbers that say where a token belongs, see `TextAttention`.
  static let placeWidth = 3

  static func output(_ layer: Int) -> String { "said\(layer)" }
  static func layerSize(_ sizes: WhisperShape) -> Int { sizes.textPositions * 2 * sizes.width }

  init(_ sizes: WhisperShape, slots: Int) {
    self.sizes = sizes
    tensor = Tensor(.float32, shape: [slots, sizes.decoderLayers * Self.layerSize(sizes)])
  }

  /// Takes over what a step of the decoder made of the tokens of `feeds`.
  func store(_ decoder: any DecoderRequest, _ feeds: [TextFeed]) throws {
    let tokenSize = 2 * sizes.width
    used.formUnion(feeds.map(\.slot))
    for layer in 0..<sizes.decoderLayers {
      let made = try decoder.output(Self.output(layer)).elements(as: Float.self)
      var row = 0
      for feed in feeds {
        for position in feed.position..<feed.position + feed.tokens.count {
          let source = made[row * 3 * sizes.width + sizes.width..<(row + 1) * 3 * sizes.width]
          _ = place(feed.slot, layer, position).prefix(tokenSize).update(fromContentsOf: source)
          row += 1
        }
      }
    }
  }

  /// Lets one text go on from the first `count` tokens of another.
  func copy(from source: Int, to target: Int, count: Int) {
    guard source != target, count > 0 else { return }
    let size = count * 2 * sizes.width
    used.insert(target)
    for layer in 0..<sizes.decoderLayers {
      _ = place(target, layer, 0).prefix(size).update(fromContentsOf: place(source, layer, 0).prefix(size))
    }
  }

  /// Gives back the memory of a text that is done.
  func forget(_ slot: Int) {
    guard used.remove(slot) != nil else { return }
    let size = tensor.shape[1] * MemoryLayout<Float>.size
    tensor.forget(slot * size..<(slot + 1) * size)
  }

  /// The memory of a slot's layer from a position on.
  private func place(_ slot: Int, _ layer: Int, _ position: Int) -> UnsafeMutableBufferPointer<Float>.SubSequence {
    precondition(0..<tensor.shape[0] ~= slot && 0..<sizes.textPositions ~= position, "no such place in the cache")
    let start = slot * tensor.shape[1] + layer * Self.layerSize(sizes)
    return tensor.elements(as: Float.self)[
      start + position * 2 * sizes.width..<start + Self.layerSize(sizes)]
  }
}
