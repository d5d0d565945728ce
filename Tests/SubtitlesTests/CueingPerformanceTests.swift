import Subtitles
import Testing
import Transcript

@Suite struct CueingPerformanceTests {
  /// Budget: a film of three hours in two seconds, on one core.
  @Test func threeHoursOfSpeech() {
    let sentence = "And when he came back to the old harbour, the ferry that he had waited for was gone again."
    let segments = (0..<1800).map { Script.segment(sentence, from: Double($0) * 6, perWord: 0.3) }
    let transcript = Script.transcript(segments, duration: 10_800)
    let clock = ContinuousClock()
    var count = 0
    let time = clock.measure { count = Cueing().document(from: transcript).cues.count }
    print("cueing \(transcript.words.count) words into \(count) cues took \(time)")
    #expect(time < .seconds(2))
    #expect(count > 1800)
  }
}
