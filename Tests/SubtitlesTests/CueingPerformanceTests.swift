import Foundation
import Subtitles
import Testing
import Timeline
import Transcript

@Suite struct CueingPerformanceTests {
  /// Budget: a film of three hours in two seconds, on one core; with a shot every four seconds as well.
  @Test(arguments: [0, 2700]) func threeHoursOfSpeech(shotCount: Int) {
    let sentence = "And when he came back to the old harbour, the ferry that he had waited for was gone again."
    let segments = (0..<1800).map { Script.segment(sentence, from: Double($0) * 6, perWord: 0.3) }
    let transcript = Script.transcript(segments, duration: 10_800)
    let start = Self.threadSeconds()
    let shots = (0..<shotCount).map { MediaTime(milliseconds: Int64($0) * 4000 + Int64($0 * 7919 % 3000)) }
    let cueing = shots.isEmpty ? Cueing() : Cueing(frameRate: Rational(24, 1))
    let count = cueing.document(from: transcript, shots: shots).cues.count
    let time = Self.threadSeconds() - start
    print("cueing \(transcript.words.count) words into \(count) cues with \(shotCount) shots took \(time) s")
    #expect(time < 2)
    #expect(count > 1800)
  }

  /// Processor time, since other tests run beside this one.
  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
