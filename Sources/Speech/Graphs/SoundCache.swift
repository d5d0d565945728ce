import CSpeechKernels
import Inference
import WhisperCost

/// What the decoder hears of a number of windows: packed keys and values of every layer's cross-attention.
///
/// With Whisper base a window takes 9.8 MB.
final class SoundCache {
  /// [windows, bytes of all layers]; a window shorter than the longest leaves the last bytes as they are.
  let tensor: Tensor
  /// The positions that each window has.
  let lengths: Tensor
  private let sizes: WhisperShape

  /// The positions of a window.
  func positions(of window: Int) -> Int { Int(lengths.elements(as: Int32.self)[window]) }

  static func output(_ layer: Int) -> String { "sound\(layer)" }

  init(_ sizes: WhisperShape, windows: Int) {
    self.sizes = sizes
    let layerSize = csk_sound_size(sizes.headCount, sizes.audioPositions)
    tensor = Tensor(.uint8, shape: [windows, sizes.decoderLayers * layerSize])
    lengths = Tensor(.int32, shape: [windows])
  }

  /// Packs keys and values of a layer in the graph that makes them, [B, T, 2D] → [B, bytes of the longest layer]: packed
  /// they take a quarter of the memory.
  static func pack(_ x: Graph.Value, in graph: Graph, sizes: WhisperShape) throws -> Graph.Value {
    let packed = KernelOutput(
      .uint8, [.same(input: 0, axis: 0), .fixed(csk_sound_size(sizes.headCount, sizes.audioPositions))])
    return try graph.operation([x], outputs: [packed]) { inputs, outputs in
      let (source, target) = (inputs[0].elements(as: Float.self), outputs[0].elements(as: UInt8.self))
      let (count, size) = (inputs[0].shape[1] * inputs[0].shape[2], outputs[0].shape[1])
      for window in 0..<inputs[0].shape[0] {
        pack(
          UnsafeBufferPointer(rebasing: source[window * count..<(window + 1) * count]),
          into: UnsafeMutableBufferPointer(rebasing: target[window * size..<(window + 1) * size]), sizes)
      }
    }[0]
  }

  private static func pack(
    _ source: UnsafeBufferPointer<Float>, into target: UnsafeMutableBufferPointer<UInt8>, _ sizes: WhisperShape
  ) {
    let positions = source.count / (2 * sizes.width)
    precondition(csk_sound_size(sizes.headCount, positions) <= target.count, "more than a window's sound")
    withUnsafeTemporaryAllocation(of: Float.self, capacity: sizes.width) { scratch in
      csk_pack_sound(
        source.baseAddress, sizes.headCount, positions, csk_has_byte_products(), scratch.baseAddress,
        target.baseAddress)
    }
  }

  /// Takes what the encoder made of one window of so many positions, packed or, from a device that runs no operations of
  /// our own, as numbers.
  func store(_ encoder: InferenceRequest, window: Int, positions: Int) throws {
    precondition(0..<tensor.shape[0] ~= window, "no such window in the cache")
    let layerSize = csk_sound_size(sizes.headCount, positions)
    for layer in 0..<sizes.decoderLayers {
      let source = try encoder.output(Self.output(layer))
      let start = window * tensor.shape[1] + layer * layerSize
      let target = UnsafeMutableBufferPointer(rebasing: tensor.elements(as: UInt8.self)[start..<start + layerSize])
      if source.type == .float32 {
        Self.pack(source.elements(as: Float.self), into: target, sizes)
      } else {
        _ = target.update(from: source.elements(as: UInt8.self)[..<layerSize])
      }
    }
    lengths.elements(as: Int32.self)[window] = Int32(positions)
  }
}
