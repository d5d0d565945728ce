/// The fundamental frequency of a voice: YIN (de Cheveigné and Kawahara 2002, “YIN, a fundamental frequency estimator for
/// speech and music”), the cumulative mean normalised difference with parabolic interpolation.
struct PitchTracker {
  /// Hz: from low voices of men to shouts of children.
  private static let lowest = 70.0
  private static let highest = 700.0
  /// The difference, of that of noise, below which a frame is voiced: 0.1 to 0.2 in the paper.
  private static let threshold: Float = 0.15

  private let sampleRate: Double
  /// Samples that are compared with later ones.
  let window: Int
  private let lags: ClosedRange<Int>

  /// - Parameter window: seconds.
  init(sampleRate: Double, window: Double) {
    self.sampleRate = sampleRate
    self.window = max(1, Int(sampleRate * window))
    let shortest = max(2, Int(sampleRate / Self.highest))
    lags = shortest...max(shortest, Int(sampleRate / Self.lowest))
  }

  /// Samples that `pitch` looks at.
  var frameSize: Int { window + lags.upperBound + 1 }

  /// Hz; nil where the frame has no voice, or several.
  ///
  /// - Parameter frame: `frameSize` samples.
  func pitch(of frame: ArraySlice<Float>) -> Double? {
    precondition(frame.count == frameSize, "one frame")
    let differences = normalisedDifferences(frame)
    guard let first = lags.first(where: { differences[$0] < Self.threshold }) else { return nil }
    // Down to the bottom of the dip.
    var lag = first
    while lag < lags.upperBound, differences[lag + 1] < differences[lag] { lag += 1 }
    let (left, middle, right) = (differences[lag - 1], differences[lag], differences[lag + 1])
    let curve = left - 2 * middle + right
    let shift = curve > 0 ? Double((left - right) / (2 * curve)) : 0
    return sampleRate / (Double(lag) + min(max(shift, -0.5), 0.5))
  }

  /// For each lag from 0 to one above the longest: how unlike the sound is to itself so much later, of the mean of shorter
  /// lags.
  private func normalisedDifferences(_ frame: ArraySlice<Float>) -> [Float] {
    let count = lags.upperBound + 2
    var differences = [Float](repeating: 0, count: count)
    frame.withUnsafeBufferPointer { samples in
      differences.withUnsafeMutableBufferPointer { differences in
        // Lags inside: each sums by itself, so that several are computed at once.
        for index in 0..<window {
          let sample = samples[index]
          for lag in 0..<count {
            let difference = sample - samples[index + lag]
            differences[lag] += difference * difference
          }
        }
      }
    }
    var sum: Float = 0
    differences[0] = 1
    for lag in 1..<count {
      sum += differences[lag]
      differences[lag] = sum > 0 ? differences[lag] * Float(lag) / sum : 1
    }
    return differences
  }
}
