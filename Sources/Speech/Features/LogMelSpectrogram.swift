import Foundation

/// Whisper's features: the logarithm of the mel power spectrum, 100 frames a second.
///
/// 400-point Hann window every 160 samples with reflected edges, power spectrum, mel bands, log₁₀ clamped to 8 below
/// the window's maximum, then (x + 4) / 4. Agrees with the reference implementation to 1e-4.
package struct LogMelSpectrogram: Sendable {
  package static let sampleRate = 16_000
  package static let hop = 160
  private static let windowLength = 400

  package let bandCount: Int
  private let bands: [MelFilterBank.Band]
  private let transform = FourierTransform(length: Self.windowLength)
  private let hann: [Float]

  package init(bandCount: Int) {
    self.bandCount = bandCount
    bands =
      MelFilterBank(
        bandCount: bandCount, binCount: Self.windowLength / 2 + 1, sampleRate: Double(Self.sampleRate)
      ).bands
    hann = (0..<Self.windowLength).map {
      Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(Self.windowLength)))
    }
  }

  /// Writes the features of `samples` (16 kHz) into `output` [bandCount, frameCount], silence after their end.
  ///
  /// - Parameter output: at least `bandCount × frameCount` elements.
  package func compute(_ samples: [Float], frameCount: Int, into output: UnsafeMutablePointer<Float>) {
    typealias Lanes = FourierTransform.Lanes
    let length = Self.windowLength
    let bins = length / 2 + 1
    let group = 2 * Lanes.scalarCount
    // Frames that hear nothing but the silence after the end need no transform.
    let heard = min(frameCount, (samples.count + length / 2) / Self.hop + 1)
    var maximum = log10(Float(1e-10))
    let floorValue = maximum
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 4 * length + 2 * bins) { memory in
      guard let base = memory.baseAddress else { return }
      let (real, imaginary) = (base, base + length)
      let (scratchReal, scratchImaginary) = (base + 2 * length, base + 3 * length)
      let (powerA, powerB) = (base + 4 * length, base + 4 * length + bins)
      for first in stride(from: 0, to: heard, by: group) {
        // Lane l carries frame first + l as the real part and frame first + 16 + l as the imaginary one.
        load(samples, firstFrame: first, into: real)
        load(samples, firstFrame: first + Lanes.scalarCount, into: imaginary)
        transform.transform(
          real: real, imaginary: imaginary, scratchReal: scratchReal, scratchImaginary: scratchImaginary)
        for k in 0..<bins {
          let mirror = k == 0 ? 0 : length - k
          let evenReal = (real[k] + real[mirror]) * 0.5
          let evenImaginary = (imaginary[k] - imaginary[mirror]) * 0.5
          let oddReal = (imaginary[k] + imaginary[mirror]) * 0.5
          let oddImaginary = (real[mirror] - real[k]) * 0.5
          powerA[k] = evenReal * evenReal + evenImaginary * evenImaginary
          powerB[k] = oddReal * oddReal + oddImaginary * oddImaginary
        }
        for (half, power) in [powerA, powerB].enumerated() {
          let frame = first + half * Lanes.scalarCount
          let count = min(Lanes.scalarCount, frameCount - frame)
          guard count > 0 else { continue }
          for (band, filter) in bands.enumerated() {
            var sum = Lanes.zero
            for (offset, weight) in filter.weights.enumerated() { sum += power[filter.firstBin + offset] * weight }
            for lane in 0..<count {
              let value = log10(max(sum[lane], 1e-10))
              maximum = max(maximum, value)
              output[band * frameCount + frame + lane] = value
            }
          }
        }
      }
    }
    let lowest = maximum - 8
    let rounded = min(frameCount, (heard + group - 1) / group * group)
    for band in 0..<bandCount {
      let row = output + band * frameCount
      for frame in rounded..<max(rounded, frameCount) { row[frame] = floorValue }
      for frame in 0..<frameCount { row[frame] = (max(row[frame], lowest) + 4) / 4 }
    }
  }

  /// Windows 16 frames from `firstFrame` on, a frame a lane; edges are reflected, what lies after the end is silence.
  private func load(
    _ samples: [Float], firstFrame: Int, into lanes: UnsafeMutablePointer<FourierTransform.Lanes>
  ) {
    let length = Self.windowLength
    for lane in 0..<FourierTransform.Lanes.scalarCount {
      let start = (firstFrame + lane) * Self.hop - length / 2
      if start >= 0, start + length <= samples.count {
        for i in 0..<length { lanes[i][lane] = samples[start + i] * hann[i] }
      } else {
        for i in 0..<length {
          let index = abs(start + i)
          lanes[i][lane] = index < samples.count ? samples[index] * hann[i] : 0
        }
      }
    }
  }
}
