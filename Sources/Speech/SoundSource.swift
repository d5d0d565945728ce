/// Sound at 16 kHz, mono, of which stretches can be had: a file, or what has arrived of a live one.
package protocol SoundSource: Sendable {
  /// The samples of `range`; fewer where the sound ends before.
  ///
  /// - Throws: `SoundError`.
  func samples(_ range: Range<Int>) throws -> [Float]
}

/// Sound in memory.
struct SampleBuffer: SoundSource {
  var samples: [Float]

  func samples(_ range: Range<Int>) -> [Float] { Array(samples[range.clamped(to: samples.indices)]) }
}
