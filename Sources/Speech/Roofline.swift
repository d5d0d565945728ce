import CSpeechKernels
import Inference
package import WhisperCost

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

  /// Whether the measured peak is that of the units that a model computes with: bytes where bytes are measured, 32-bit
  /// floats elsewhere, and never where there is a matrix unit.
  static func isKnown(for arithmetic: String) -> Bool {
    let measured = csk_has_byte_products() == 0 ? ElementType.float32 : .int8
    return csk_has_matrix_unit() == 0 && arithmetic == measured.rawValue
  }

  /// Measures the core that it runs on, for a second or so.
  ///
  /// - Parameter statistics: of one worker on one core, whole windows.
  init(_ shape: WhisperShape, _ statistics: RecognitionStatistics) {
    let multiplications = Self.measure { rounds in
      var result: Float = 0
      return csk_multiply(rounds, &result)
    }
    let memory = [UInt8](repeating: 1, count: 256 << 20)
    let bytes = Self.measure { _ in csk_read_memory(memory, memory.count) > 0 ? Double(memory.count) : 0 }
    self.init(shape, statistics, multiplicationsPerSecond: multiplications, bytesPerSecond: bytes)
  }

  package init(
    _ shape: WhisperShape, _ statistics: RecognitionStatistics, multiplicationsPerSecond: Double, bytesPerSecond: Double
  ) {
    (self.multiplicationsPerSecond, self.bytesPerSecond) = (multiplicationsPerSecond, bytesPerSecond)
    let (windows, tokens) = (Double(statistics.windows), Double(statistics.tokens))
    let leastEncoder = windows * shape.encoderOperations / multiplicationsPerSecond
    // A step reads all weights, a byte each whatever is computed in, and what each of its windows has heard.
    let bytes = Double(statistics.steps) * shape.decoderWeights + tokens * Double(shape.soundBytes)
    let leastDecoder = max(tokens * shape.decoderOperations / multiplicationsPerSecond, bytes / bytesPerSecond)

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
