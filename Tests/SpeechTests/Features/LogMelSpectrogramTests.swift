import Foundation
import Speech
import TestSupport
import Testing

struct LogMelSpectrogramTests {
  private func compute(_ samples: [Float], bands: Int, frames: Int) -> [Float] {
    var output = [Float](repeating: .nan, count: bands * frames)
    LogMelSpectrogram(bandCount: bands).compute(samples, frameCount: frames, into: &output)
    return output
  }

  /// Lengths that end before the first window does, within it, at its middle, on a hop and between two.
  @Test(arguments: [0, 1, 199, 200, 201, 399, 400, 401, 800, 1600, 5120, 5333], [80, 128])
  func `agrees with the definition`(count: Int, bands: Int) {
    var generator = SeededGenerator(seed: UInt64(count + bands))
    let samples = (0..<count).map { _ in Float.random(in: -0.8...0.8, using: &generator) }
    let frames = 40
    let features = compute(samples, bands: bands, frames: frames)
    let expected = Reference(bandCount: bands).features(samples, frames: Array(0..<frames))
    #expect(maximumDifference(features, expected) < 1e-4)
  }

  @Test func `agrees with the definition on speech`() async throws {
    let samples = try await Recording.sample("Movies/Inaugural Address (1961)/Inaugural Address (1961).mp4").samples()
    let part = Array(samples[16_000..<16_000 + 12_800])
    let features = compute(part, bands: 80, frames: 90)
    #expect(maximumDifference(features, Reference(bandCount: 80).features(part, frames: Array(0..<90))) < 1e-4)
  }

  @Test func `exactly thirty seconds fill the window to its last frame`() {
    let samples = SyntheticSignal.tonesAndNoise(count: 480_000)
    let frames = 3000
    let features = compute(samples, bands: 80, frames: frames)
    #expect(features.allSatisfy { $0.isFinite })
    // The loudest frame decides the floor and lies in the beginning here; the last ones hear the edge.
    let chosen = Array(0..<20) + Array(2980..<3000)
    let expected = Reference(bandCount: 80).features(samples, frames: chosen)
    let mine = (0..<80).flatMap { band in chosen.map { features[band * frames + $0] } }
    #expect(maximumDifference(mine, expected) < 1e-4)
  }

  @Test func `sound beyond the window is not heard, except by windows that reach over its end`() {
    let samples = SyntheticSignal.tonesAndNoise(count: 16_000)
    let short = compute(Array(samples.prefix(3200)), bands: 80, frames: 18)
    let long = compute(samples, bands: 80, frames: 18)
    #expect(maximumDifference(short, long) < 1e-4)
  }

  @Test func `silence is flat`() {
    // log₁₀ of the floor 1e-10 is -10; (-10 + 4) / 4.
    #expect(compute([], bands: 80, frames: 50).allSatisfy { $0 == -1.5 })
    #expect(compute([Float](repeating: 0, count: 8000), bands: 80, frames: 50).allSatisfy { $0 == -1.5 })
  }

  @Test func `nothing is farther than eight decades below the loudest`() {
    let features = compute(SyntheticSignal.tonesAndNoise(count: 4000), bands: 80, frames: 100)
    let (low, high) = (features.min() ?? 0, features.max() ?? 0)
    #expect(abs((high - low) - 2) < 1e-5)
  }

  /// From faster-whisper 1.2.1: `FeatureExtractor(feature_size=bands)(x, padding=0)`, x being `tonesAndNoise` of 40,000
  /// samples and silence up to 480,000. Band, frame, value.
  private static let golden: [Int: [(band: Int, frame: Int, value: Float)]] = [
    80: [
      (0, 0, 0.882372), (0, 1, 0.448578), (0, 7, 0.313358), (0, 100, 0.200555), (0, 249, 0.270090), (0, 250, 0.714208),
      (0, 251, 0.202302), (0, 300, -0.669201), (0, 2999, -0.669201), (3, 1, 0.427483), (3, 199, 0.297639),
      (17, 0, 0.830352), (17, 100, 0.204280), (17, 248, 0.163116), (17, 250, 0.672183), (40, 0, 0.361675),
      (40, 7, 0.210887), (40, 199, 0.143010), (40, 251, -0.330519), (79, 0, 0.076237), (79, 100, 0.177203),
      (79, 250, 0.182088), (79, 251, -0.581439), (79, 2999, -0.669201),
    ],
    128: [
      (0, 0, 0.806613), (0, 7, 0.237599), (0, 199, 0.297824), (0, 251, 0.126543), (0, 300, -0.622035), (3, 1, 0.249398),
      (3, 248, 0.355445), (17, 0, 1.065071), (17, 7, 1.228303), (17, 250, 1.097284), (17, 251, 0.162071),
      (40, 0, 0.638845), (40, 199, 0.009556), (40, 250, 0.490002), (40, 251, -0.028629), (127, 1, 0.229267),
      (127, 249, 0.317256), (127, 251, -0.543912), (127, 2999, -0.622035),
    ],
  ]

  @Test(arguments: [80, 128])
  func `agrees with an independent implementation`(bands: Int) throws {
    let features = compute(SyntheticSignal.tonesAndNoise(count: 40_000), bands: bands, frames: 3000)
    for (band, frame, value) in try #require(Self.golden[bands]) {
      #expect(abs(features[band * 3000 + frame] - value) < 1e-4, "band \(band), frame \(frame)")
    }
  }

  private func maximumDifference(_ a: [Float], _ b: [Float]) -> Float {
    guard a.count == b.count else { return .infinity }
    return zip(a, b).reduce(0) { largest, pair in
      let difference = abs(pair.0 - pair.1)
      return difference.isNaN ? .infinity : max(largest, difference)
    }
  }
}

/// The features as Radford et al. (2022) define them, step by step in double precision.
private struct Reference {
  let filters: [[Double]]

  init(bandCount: Int) {
    // Slaney's mel scale: 15 mel to 1 kHz, 27 steps a factor of 6.4 above.
    func mel(_ hertz: Double) -> Double { hertz < 1000 ? hertz * 3 / 200 : 15 + 27 * log(hertz / 1000) / log(6.4) }
    func hertz(_ mel: Double) -> Double { mel < 15 ? mel * 200 / 3 : 1000 * pow(6.4, (mel - 15) / 27) }
    let points = (0..<bandCount + 2).map { hertz(mel(8000) * Double($0) / Double(bandCount + 1)) }
    filters = (0..<bandCount).map { band in
      (0...200).map { bin in
        let frequency = 40.0 * Double(bin)
        let rising = (frequency - points[band]) / (points[band + 1] - points[band])
        let falling = (points[band + 2] - frequency) / (points[band + 2] - points[band + 1])
        return max(0, min(rising, falling)) * 2 / (points[band + 2] - points[band])
      }
    }
  }

  /// [bands, frames] of the frames asked for; the floor is that of the loudest of them.
  func features(_ samples: [Float], frames: [Int]) -> [Float] {
    let logs = frames.map { frame -> [Double] in
      let windowed = (0..<400).map { i -> Double in
        let index = abs(frame * 160 + i - 200)
        return index < samples.count ? Double(samples[index]) * (0.5 - 0.5 * cos(2 * .pi * Double(i) / 400)) : 0
      }
      let power = (0...200).map { bin -> Double in
        var (re, im) = (0.0, 0.0)
        for (i, value) in windowed.enumerated() {
          let angle = 2 * Double.pi * Double(bin * i % 400) / 400
          re += value * cos(angle)
          im -= value * sin(angle)
        }
        return re * re + im * im
      }
      return filters.map { filter in log10(max(1e-10, zip(filter, power).reduce(0) { $0 + $1.0 * $1.1 })) }
    }
    let lowest = (logs.joined().max() ?? -10) - 8
    return filters.indices.flatMap { band in logs.map { Float((max($0[band], lowest) + 4) / 4) } }
  }
}
