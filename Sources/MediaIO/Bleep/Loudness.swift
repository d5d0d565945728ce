import Foundation

/// Loudness after ITU-R BS.1770-5: two filters that weight frequencies as ears do, blocks of 400 ms, and gates that leave
/// out silence and what is much softer than the rest.
struct Loudness {
  private let rate: Double
  private let shelf: Biquad
  private let highPass: Biquad

  /// Blocks below it are silence: BS.1770-5, annex 1.
  private static let absoluteGate = -70.0
  /// Blocks are left out that are so much softer than the mean of the others: BS.1770-5, annex 1.
  private static let relativeGate = -10.0

  init(rate: Int) {
    self.rate = Double(rate)
    // BS.1770 gives coefficients for 48 kHz; these are the analogue filters that they stand for.
    shelf = .shelf(frequency: 1681.974450955533, gain: 3.999843853973347, quality: 0.7071752369554196, rate: self.rate)
    highPass = .highPass(frequency: 38.13547087602444, quality: 0.5003270373238773, rate: self.rate)
  }

  /// In LUFS, of the blocks of which no sample lies in `excluded`; nil where there are none but silent ones.
  ///
  /// - Parameters:
  ///   - channels: samples of each channel, of the same number.
  ///   - weights: how much each channel counts.
  func measure(_ channels: [[Float]], weights: [Double], excluding excluded: [Range<Int>] = []) -> Double? {
    let hop = Int(rate / 10)
    guard hop > 0, let count = channels.map(\.count).min(), count >= 4 * hop else { return nil }
    var energies = [Double](repeating: 0, count: count / hop)
    for (samples, weight) in zip(channels, weights) where weight > 0 {
      var (first, second) = (shelf, highPass)
      for index in 0..<energies.count * hop {
        let value = second.next(first.next(Double(samples[index])))
        energies[index / hop] += weight * value * value
      }
    }
    let isUsed = energies.indices.map { index in
      !excluded.contains { $0.overlaps(index * hop..<(index + 1) * hop) }
    }
    let blocks = (0...energies.count - 4).compactMap { start in
      isUsed[start..<start + 4].allSatisfy(\.self) ? energies[start..<start + 4].reduce(0, +) / Double(4 * hop) : nil
    }
    let audible = blocks.filter { Self.level($0) > Self.absoluteGate }
    guard !audible.isEmpty else { return nil }
    let gate = Self.level(audible.reduce(0, +) / Double(audible.count)) + Self.relativeGate
    let loud = audible.filter { Self.level($0) > gate }
    return loud.isEmpty ? nil : Self.level(loud.reduce(0, +) / Double(loud.count))
  }

  /// In LUFS, of a sine of amplitude 1 in channels whose weights sum up to `weight`.
  func ofSine(frequency: Double, weight: Double) -> Double {
    let angle = 2 * Double.pi * frequency / rate
    return Self.level(weight / 2 * shelf.power(at: angle) * highPass.power(at: angle))
  }

  private static func level(_ power: Double) -> Double { -0.691 + 10 * log10(max(power, 1e-20)) }
}

/// A filter of second order.
private struct Biquad {
  var (b0, b1, b2, a1, a2) = (1.0, 0.0, 0.0, 0.0, 0.0)
  private var (z1, z2) = (0.0, 0.0)

  static func shelf(frequency: Double, gain: Double, quality: Double, rate: Double) -> Biquad {
    let k = tan(.pi * min(frequency / rate, 0.49))
    let high = pow(10, gain / 20)
    let middle = pow(high, 0.4996667741545416)
    let scale = 1 + k / quality + k * k
    var filter = Biquad()
    filter.b0 = (high + middle * k / quality + k * k) / scale
    filter.b1 = 2 * (k * k - high) / scale
    filter.b2 = (high - middle * k / quality + k * k) / scale
    filter.a1 = 2 * (k * k - 1) / scale
    filter.a2 = (1 - k / quality + k * k) / scale
    return filter
  }

  static func highPass(frequency: Double, quality: Double, rate: Double) -> Biquad {
    let k = tan(.pi * min(frequency / rate, 0.49))
    let scale = 1 + k / quality + k * k
    var filter = Biquad()
    (filter.b0, filter.b1, filter.b2) = (1, -2, 1)
    filter.a1 = 2 * (k * k - 1) / scale
    filter.a2 = (1 - k / quality + k * k) / scale
    return filter
  }

  mutating func next(_ input: Double) -> Double {
    let output = b0 * input + z1
    z1 = b1 * input - a1 * output + z2
    z2 = b2 * input - a2 * output
    return output
  }

  /// How much of the power of a sine is left, of which a sample is `angle` radians.
  func power(at angle: Double) -> Double {
    func square(_ c0: Double, _ c1: Double, _ c2: Double) -> Double {
      let real = c0 + c1 * cos(angle) + c2 * cos(2 * angle)
      let imaginary = c1 * sin(angle) + c2 * sin(2 * angle)
      return real * real + imaginary * imaginary
    }
    return square(b0, b1, b2) / square(1, a1, a2)
  }
}
