import Foundation

/// What becomes of the samples of one span: the sound fades out, a tone may stand in its place, the sound fades in.
struct BleepShape: Hashable, Sendable {
  /// The first sample that changes.
  var start: Int64
  /// The sample after the last that changes.
  var end: Int64
  /// Samples that a fade takes, at both ends.
  var fade: Double
  /// Of the tone, in units of full scale; 0 for none.
  var amplitude: Double
  /// Of the tone, in radians a sample.
  var step: Double

  /// The part of the sound that is left of sample `index`, 0…1: raised cosines at both ends, 0 between them.
  func gain(at index: Int64) -> Double {
    guard index >= start, index < end else { return 1 }
    let distance = Double(min(index - start, end - 1 - index)) + 0.5
    // Spans that are shorter than two fades have shorter ones.
    let length = min(fade, Double(end - start) / 2)
    return distance >= length ? 0 : 0.5 * (1 + cos(.pi * distance / length))
  }

  /// Sample `index` of the tone, which is as loud as the sound is gone.
  func tone(at index: Int64, gain: Double) -> Double {
    amplitude == 0 ? 0 : (1 - gain) * amplitude * sin(step * Double(index - start))
  }
}

extension BleepShape {
  /// Changes the samples of a channel of which sample 0 has the number `offset`.
  ///
  /// - Parameter toneGain: how much of the tone the channel gets.
  func apply(to samples: inout [Float], at offset: Int64, toneGain: Double) {
    let first = max(start, offset)
    let last = min(end, offset + Int64(samples.count))
    guard first < last else { return }
    for index in first..<last {
      let gain = gain(at: index)
      let position = Int(index - offset)
      samples[position] = Float(Double(samples[position]) * gain + toneGain * tone(at: index, gain: gain))
    }
  }
}
