import Foundation
import Speech
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

  /// From Silero VAD 6.2.3's `silero_vad.onnx` in onnxruntime 1.32, on `Phone/Voice message.wav` decoded by
  /// `ffmpeg -ac 1 -ar 16000 -f f32le`. Frame, probability.
  private static let golden: [(frame: Int, probability: Float)] = [
    (0, 0.02733), (7, 0.27034), (58, 0.99998), (116, 0.99995), (174, 0.99990), (215, 0.29903), (232, 0.99491),
    (290, 0.99998), (310, 0.65778), (348, 0.99979), (359, 0.88357), (406, 0.99830), (464, 0.99953), (522, 0.99993),
    (580, 0.99993), (638, 0.99999), (660, 0.89681), (672, 0.31043), (678, 0.13752), (696, 0.99999), (754, 0.99996),
  ]

  @Test func `agrees with the published model`() async throws {
    let probabilities = try detector().probabilities(await Recording.sample("Phone/Voice message.wav").samples())
    #expect(probabilities.count == 773)
    for (frame, probability) in Self.golden where frame < probabilities.count {
      #expect(abs(probabilities[frame] - probability) < 1e-3, "frame \(frame)")
    }
  }
}
