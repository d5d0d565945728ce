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
  private let scratch: Tensor

  static func output(_ layer: Int) -> String { "sound\(layer)" }

  init(_ sizes: WhisperSizes, windows: Int) {
    self.sizes = sizes
    layerSize = csk_sound_size(sizes.headCount, sizes.audioPositions)
    tensor = Tensor(.uint8, shape: [windows, sizes.decoderLayers * layerSize])
    scratch = Tensor(.float32, shape: [sizes.width])
  }

  /// Takes what the encoder made of one window.
  func store(_ encoder: InferenceRequest, window: Int) throws {
    precondition(0..<tensor.shape[0] ~= window, "no such window in the cache")
    for layer in 0..<sizes.decoderLayers {
      let source = try encoder.output(Self.output(layer)).elements(as: Float.self)
      precondition(source.count == sizes.audioPositions * 2 * sizes.width, "not the sound of one window")
      let target = tensor.elements(as: UInt8.self).baseAddress.map {
        $0 + (window * sizes.decoderLayers + layer) * layerSize
      }
      csk_pack_sound(
        source.baseAddress, sizes.headCount, sizes.audioPositions, scratch.elements().baseAddress, target)
    }
  }
}
