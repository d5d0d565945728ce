import CSpeechKernels
import Inference

/// What the decoder hears of a number of windows: packed keys and values of every layer's cross-attention.
///
/// With Whisper base a window takes 9.8 MB.
final class SoundCache {
  /// [windows, bytes of all layers].
  let tensor: Tensor
  private let sizes: WhisperSizes
  private let layerSize: Int

  static func output(_ layer: Int) -> String { "sound\(layer)" }

  init(_ sizes: WhisperSizes, windows: Int) {
    self.sizes = sizes
    layerSize = csk_sound_size(sizes.headCount, sizes.audioPositions)
    tensor = Tensor(.uint8, shape: [windows, sizes.decoderLayers * layerSize])
  }

  /// Packs keys and values of a layer in the graph that makes them, [B, T, 2D] → [B, bytes of a layer]: packed they take
  /// a quarter of the memory.
  static func pack(_ x: Graph.Value, in graph: Graph, sizes: WhisperSizes) throws -> Graph.Value {
    let layerSize = csk_sound_size(sizes.headCount, sizes.audioPositions)
    let packed = KernelOutput(.uint8, [.same(input: 0, axis: 0), .fixed(layerSize)])
    return try graph.operation([x], outputs: [packed]) { inputs, outputs in
      let (source, target) = (inputs[0].elements(as: Float.self), outputs[0].elements(as: UInt8.self))
      let count = sizes.audioPositions * 2 * sizes.width
      for window in 0..<inputs[0].shape[0] {
        pack(
          UnsafeBufferPointer(rebasing: source[window * count..<(window + 1) * count]),
          into: UnsafeMutableBufferPointer(rebasing: target[window * layerSize..<(window + 1) * layerSize]), sizes)
      }
    }[0]
  }

  private static func pack(
    _ source: UnsafeBufferPointer<Float>, into target: UnsafeMutableBufferPointer<UInt8>, _ sizes: WhisperSizes
  ) {
    precondition(source.count == sizes.audioPositions * 2 * sizes.width, "not the sound of one window")
    withUnsafeTemporaryAllocation(of: Float.self, capacity: sizes.width) { scratch in
      csk_pack_sound(
        source.baseAddress, sizes.headCount, sizes.audioPositions, scratch.baseAddress, target.baseAddress)
    }
  }

  /// Takes what the encoder made of one window, packed or, from a device that runs no operations of our own, as numbers.
  func store(_ encoder: InferenceRequest, window: Int) throws {
    precondition(0..<tensor.shape[0] ~= window, "no such window in the cache")
    for layer in 0..<sizes.decoderLayers {
      let source = try encoder.output(Self.output(layer))
      let start = (window * sizes.decoderLayers + layer) * layerSize
      let target = UnsafeMutableBufferPointer(rebasing: tensor.elements(as: UInt8.self)[start..<start + layerSize])
      if source.type == .float32 {
        Self.pack(source.elements(as: Float.self), into: target, sizes)
      } else {
        _ = target.update(from: source.elements(as: UInt8.self))
      }
    }
  }
}
