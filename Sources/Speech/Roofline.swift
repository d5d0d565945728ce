import CSpeechKernels
import Foundation
import Inference

/// How near recognition comes to what a core can do: the least time that its multiplications or its reads could take, over
/// what it takes (Williams, Waterman, Patterson 2009, “Roofline: An Insightful Visual Performance Model”).
package struct Roofline: Hashable, Sendable, Codable {
  /// Of one core, measured on numbers that stay in its registers: bytes where it has such products, else 32-bit floats.
  package var multiplicationsPerSecond: Double
  /// Of one core, measured on memory that is larger than its caches.
  package var bytesPerSecond: Double
  /// Shares of the encoder and of the decoder.
  package var encoder: Double
  package var decoder: Double
  /// Of all stages together: features, voice activity and alignment count as if they could take no time.
  package var all: Double

  /// - Parameters:
  ///   - statistics: of one worker on one core, windows of 30 s.
  ///   - bytesPerWeight: of the decoder's matrices.
  init(_ sizes: WhisperSizes, _ statistics: RecognitionStatistics, bytesPerWeight: Int) {
    multiplicationsPerSecond = Self.measure { rounds in
      var result: Float = 0
      return csk_multiply(rounds, &result)
    }
    let memory = [UInt8](repeating: 1, count: 256 << 20)
    bytesPerSecond = Self.measure { _ in csk_add_up(memory, memory.count) > 0 ? Double(memory.count) : 0 }

    let (width, positions) = (Double(sizes.width), Double(sizes.audioPositions))
    let (windows, tokens) = (Double(statistics.windows), Double(statistics.tokens))
    let square = width * width
    // Two convolutions; a layer's six square matrices' worth of products each way, its scores and what they weigh; the
    // keys and values of the decoder.
    let convolutions = positions * (6 * Double(sizes.melBands) * width + 3 * square)
    let layer = positions * (12 * square + 2 * positions * width)
    let listening =
      convolutions + Double(sizes.encoderLayers) * layer + Double(sizes.decoderLayers) * positions * 2 * square
    let leastEncoder = windows * listening / multiplicationsPerSecond

    let weights = Double(sizes.decoderLayers) * 14 * square + Double(sizes.vocabulary) * width
    let sound = Double(csk_sound_size(sizes.headCount, sizes.audioPositions) * sizes.decoderLayers)
    let multiplications = tokens * (weights + 2 * Double(sizes.decoderLayers) * positions * width)
    let bytes = Double(statistics.steps) * weights * Double(bytesPerWeight) + tokens * sound
    let leastDecoder = max(multiplications / multiplicationsPerSecond, bytes / bytesPerSecond)

    encoder = leastEncoder / max(statistics.seconds[.encoder, default: 0], 1e-9)
    decoder = leastDecoder / max(statistics.seconds[.decoder, default: 0], 1e-9)
    all = (leastEncoder + leastDecoder) / max(statistics.seconds.values.reduce(0, +), 1e-9)
  }

  /// The best of several tries, each of a tenth of a second or a little more: what disturbs one makes it slower only.
  private static func measure(_ work: (Int) -> Double) -> Double {
    let clock = ContinuousClock()
    return (0..<5).map { _ in
      let start = clock.now
      var done = 0.0
      while clock.now - start < .milliseconds(100) { done += work(100_000) }
      return done / ((clock.now - start) / .seconds(1))
    }.max() ?? 0
  }
}
