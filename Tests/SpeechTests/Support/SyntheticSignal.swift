import Foundation

/// Sound that is computed, the same everywhere.
enum SyntheticSignal {
  /// Two tones, one of them trembling, and noise of a linear congruential generator (Numerical Recipes' constants).
  ///
  /// The golden values of `LogMelSpectrogramTests` were computed from exactly this.
  static func tonesAndNoise(count: Int) -> [Float] {
    var state: UInt32 = 12345
    return (0..<count).map { index in
      state = state &* 1_664_525 &+ 1_013_904_223
      let noise = Double(state >> 8) / 16_777_216 - 0.5
      let time = Double(index) / 16_000
      let tones = 0.3 * sin(2 * .pi * 440 * time) + 0.2 * sin(2 * .pi * 1870 * time) * sin(2 * .pi * 3 * time)
      return Float(tones + 0.05 * noise)
    }
  }
}
