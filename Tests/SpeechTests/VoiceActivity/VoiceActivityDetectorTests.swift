import Foundation
import Speech
import SystemPackage
import Testing

/// The real model on real sound.
struct VoiceActivityDetectorTests {
  private func detector() throws -> VoiceActivityDetector {
    try VoiceActivityDetector(SpeechModels.voiceActivity.get())
  }

  @Test func `silence is no speech`() throws {
    let probabilities = try detector().probabilities([Float](repeating: 0, count: 20 * 512))
    #expect(probabilities.count == 20)
    #expect(probabilities.allSatisfy { $0 < 0.1 })
  }

  @Test func `noise and tones are no speech`() throws {
    let probabilities = try detector().probabilities(SyntheticSignal.tonesAndNoise(count: 80_000))
    #expect(probabilities.filter { $0 > 0.5 }.count < probabilities.count / 10)
  }

  @Test func `music is no speech`() async throws {
    let probabilities = try detector().probabilities(await Recording.sample("Music/Interlude.mp3").samples())
    #expect(probabilities.filter { $0 > 0.5 }.isEmpty)
  }

  @Test(arguments: [
    "Movies/Inaugural Address (1961)/Inaugural Address (1961).mp4", "Lectures/History of Printing.mkv",
    "Phone/Voice message.wav", "Podcasts/Émission 1.m4a",
  ])
  func `speech is speech`(name: String) async throws {
    let probabilities = try detector().probabilities(await Recording.sample(name).samples())
    let share = Double(probabilities.filter { $0 > 0.5 }.count) / Double(probabilities.count)
    #expect(share > 0.6, "\(share)")
  }

  @Test(arguments: [1, 3, 511, 512, 600])
  func `blocks of any size hear the same as all at once`(framesInBlock: Int) async throws {
    let all = try await Recording.sample("Movies/Inaugural Address (1961)/Inaugural Address (1961).mp4").samples()
    let samples = Array((all + all).prefix(640 * 512 + 100))
    let whole = try detector().probabilities(samples)
    let streaming = try detector()
    var parts: [Float] = []
    for start in stride(from: 0, to: samples.count, by: framesInBlock * 512) {
      parts += try streaming.probabilities(Array(samples[start..<min(samples.count, start + framesInBlock * 512)]))
    }
    #expect(parts.count == whole.count)
    #expect(zip(parts, whole).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  @Test func `a rest shorter than a frame is heard`() throws {
    #expect(try detector().probabilities([]).isEmpty)
    #expect(try detector().probabilities([0.1]).count == 1)
    #expect(try detector().probabilities([Float](repeating: 0.1, count: 513)).count == 2)
  }

  /// What the layers of Silero VAD 6.2.3's own `tinygrad_model.py` give in double precision, written out in NumPy, with
  /// the weights of `silero_vad_16k.safetensors`, on what `telephone` gives. Frame, probability. (The ONNX files of that
  /// release hold other weights.)
  private static let golden: [(frame: Int, probability: Float)] = [
    (0, 0.04610), (5, 0.13016), (58, 0.99998), (116, 0.99905), (174, 0.99996), (215, 0.35132), (232, 0.99889),
    (257, 0.30500), (290, 0.99995), (348, 0.99980), (356, 0.60732), (406, 0.99857), (464, 0.99995), (476, 0.23595),
    (522, 0.99980), (580, 0.99987), (638, 0.99999), (662, 0.89930), (673, 0.31854), (696, 0.99999), (754, 0.99993),
    (764, 0.69470),
  ]

  @Test func `agrees with an independent implementation`() throws {
    let probabilities = try detector().probabilities(telephone())
    #expect(probabilities.count == 773)
    for (frame, probability) in Self.golden where frame < probabilities.count {
      #expect(abs(probabilities[frame] - probability) < 1e-3, "frame \(frame)")
    }
  }

  /// `Phone/Voice message.wav` without a decoder or resampler, which differ from version to version: G.711 µ-law, then
  /// the mean between each two samples.
  private func telephone() throws -> [Float] {
    let file = try Data(contentsOf: URL(fileURLWithPath: Recording.samplePath("Phone/Voice message.wav").string))
    let data = try #require(file.firstRange(of: Data("data".utf8)))
    let count = file[data.upperBound..<data.upperBound + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
    let start = data.upperBound + 4
    let samples = file[start..<start + count].map { byte -> Float in
      let code = ~byte
      let magnitude = (((Int(code & 15) << 3) + 132) << Int(code >> 4 & 7)) - 132
      return Float(code & 0x80 == 0 ? magnitude : -magnitude) / 32768
    }
    return samples.indices.flatMap { index in
      [samples[index], index + 1 < samples.count ? (samples[index] + samples[index + 1]) * 0.5 : samples[index]]
    }
  }
}
