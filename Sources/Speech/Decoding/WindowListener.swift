import Inference
import WhisperCost

/// Hears windows: makes their features and what the decoder reads of them. For one thread.
final class WindowListener {
  /// Windows that were heard.
  let sound: SoundCache
  private let model: WhisperModel
  private let encoder: InferenceRequest
  private var mel: Tensor

  /// - Parameter windows: how many are kept at the same time.
  init(_ model: WhisperModel, windows: Int) throws {
    self.model = model
    sound = SoundCache(model.sizes, windows: windows)
    encoder = try model.encoder.makeRequest()
    mel = Tensor(.float32, shape: [1, model.mel.bandCount, 2 * model.sizes.audioPositions])
  }

  /// Makes the features of the window that is heard next. At most the window's length is heard.
  func prepare(_ samples: [Float]) {
    let positions = Self.positions(samples.count, of: model)
    if mel.shape[2] != 2 * positions { mel = Tensor(.float32, shape: [1, model.mel.bandCount, 2 * positions]) }
    if let target = mel.elements(as: Float.self).baseAddress {
      model.mel.compute(samples, frameCount: 2 * positions, into: target)
    }
  }

  /// Hears the window that was prepared and keeps it at `window`.
  func hear(window: Int) throws {
    try encoder.setInput("mel", mel)
    try encoder.infer()
    try sound.store(encoder, window: window, positions: mel.shape[2] / 2)
  }

  /// Encoder positions, of 0.02 s, for a window of so many samples: with a second of silence after it, at least 20 s in
  /// all. The model was trained on half a minute; measured on 75 clips in eight languages this is as good and a quarter
  /// cheaper, while 15 s and less make errors in short clips (see Benchmarks/tried.md).
  private static func positions(_ samples: Int, of model: WhisperModel) -> Int {
    let most = model.sizes.audioPositions
    guard model.hearsAnyLength else { return most }
    let perSecond = LogMelSpectrogram.sampleRate / samplesPerPosition
    let wanted = max(20 * perSecond, samples / samplesPerPosition + perSecond)
    let step = perSecond / 2
    // Of a few lengths only: OpenVINO keeps kernels and memory for every shape that it meets.
    return min(most, (wanted + step - 1) / step * step)
  }

  static let samplesPerPosition = 2 * LogMelSpectrogram.hop
}
