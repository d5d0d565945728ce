import Media
import Moderation
import PluginKit
import SystemPackage
import TestSupport
import Testing
import Timeline
import Toxicity
import Transcript

@Suite struct ShoutingTests {
  /// Ten utterances of a calm voice, a little different each, and one of `last`.
  private func annotations(
    _ last: (Double, Double), calm: Int = 10, speakers: (Int) -> String? = { _ in nil },
    change: (inout ToxicityConfiguration) -> Void = { _ in }
  ) async throws -> Annotations {
    var sketch = SpeechSketch()
    for index in 0...calm {
      sketch.say("The ferry leaves at noon from the pier.", language: "nl", speaker: speakers(index))
    }
    var voices: [(hertz: Double, amplitude: Double)] = []
    for index in 0..<calm {
      let (step, strength) = (Double(index % 3), Double(index % 2))
      voices.append((hertz: 120 + step * 4, amplitude: 0.05 + strength * 0.005))
    }
    voices.append((hertz: last.0, amplitude: last.1))
    let folder = try TemporaryFolder()
    let audio = try SpeechSketch.write(SpeechSketch.sound(of: voices), to: folder.path.appending("sound"))
    var configuration = ToxicityConfiguration()
    change(&configuration)
    return try await ToxicityAnnotator(configuration: configuration).annotate(
      sketch.transcript, audio: audio, in: sketch.context())
  }

  @Test func louderAndHigherIsShouting() async throws {
    let found = try await annotations((220, 0.3))
    #expect(found.findings.map(\.category) == ["shouting"])
    #expect(found.findings[0].score > 0.9 && found.findings[0].threshold == 0.5)
    #expect(found.findings[0].words == 80..<88)
    #expect(found.findings[0].rule == "15 dB louder, 10 semitones higher")
    #expect(found.utterances.count == 11)
    #expect(found.utterances.allSatisfy { $0.source == "org.surtitle.toxicity voice-1" && $0.scores.count == 1 })
    #expect(found.utterances.dropLast().allSatisfy { ($0.scores["shouting"] ?? 1) < 0.3 })
  }

  /// Nearer to the microphone; a question; a whisper.
  @Test(arguments: [(124, 0.4), (230, 0.05), (90, 0.01)]) func oneAloneIsNot(voice: (Double, Double)) async throws {
    let found = try await annotations(voice)
    #expect(found.findings.isEmpty)
    #expect((found.utterances.last?.scores["shouting"] ?? 1) < 0.5)
  }

  @Test func whoSeldomSpeaksHasNoUsualVoice() async throws {
    #expect(try await annotations((220, 0.3), calm: 5).findings.isEmpty)
    let alone = try await annotations((220, 0.3), speakers: { $0 == 10 ? "spk_1" : "spk_0" })
    #expect(alone.findings.isEmpty && alone.utterances.count == 10)
  }

  @Test func itCanBeLeftOut() async throws {
    #expect(try await annotations((220, 0.3), change: { $0.shouting = false }).findings.isEmpty)
    #expect(try await annotations((160, 0.11), change: { $0.shoutingThreshold = 0.9 }).findings.isEmpty)
  }

  @Test func silenceAndNoiseAreNoVoice() async throws {
    #expect(try await annotations((0, 0), calm: 0).findings.isEmpty)
    var sketch = SpeechSketch()
    for _ in 0..<10 { sketch.say("Is this a voice at all?", language: "nl") }
    var generator = SeededGenerator(seed: 7)
    let folder = try TemporaryFolder()
    let noise = (0..<20 * 16_000).map { _ in Float.random(in: -0.3...0.3, using: &generator) }
    for samples in [noise, [Float](repeating: .nan, count: 320_000), []] {
      let audio = try SpeechSketch.write(samples, to: folder.path.appending("sound"))
      let found = try await ToxicityAnnotator(configuration: ToxicityConfiguration()).annotate(
        sketch.transcript, audio: audio, in: sketch.context())
      #expect(found.findings.isEmpty && found.utterances.isEmpty)
    }
  }
}
