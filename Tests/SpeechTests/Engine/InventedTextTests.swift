import Speech
import TestSupport
import Testing
import Timeline
import Transcript

/// Where nobody speaks, nothing is written: 78 minutes of what recognisers invent words for.
@Suite(.serialized)
struct InventedTextTests {
  private static let seconds = 60.0

  @Test(arguments: SoundWithoutSpeech.allCases, [0.01, 0.1, 0.5] as [Float])
  func `sound without speech has no words`(kind: SoundWithoutSpeech, level: Float) async throws {
    let recording = try Recording(kind.samples(seconds: Self.seconds, level: level))
    let engine = try SpeechModels.engine.get()
    let result = try await engine.transcribe(recording.audio, language: nil, translate: false)
    let heard = result.speech.reduce(0) { $0 + $1.duration.seconds }
    if heard > 0 {
      print(
        "\(kind.rawValue) at \(level): \(heard) of \(Self.seconds) s taken for speech, \(result.segments.map(\.text))")
    }
    #expect(result.segments.isEmpty)
  }
}
