import Foundation
import Subtitles
import Testing
import Transcript

@Suite struct SynchronisingPerformanceTests {
  /// Budget: a film of three hours in a second on one core; without optimisation in twenty.
  @Test func threeHours() throws {
    let film = SpokenFilm(minutes: 180, seed: 1, wordsPerSentence: 4...16)
    let transcript = film.transcript()
    let wrong = film.subtitles().retimed { $0 / 1.001 - 11 }
    #expect(transcript.words.count > 20_000)
    let start = Self.threadSeconds()
    let found = try SubtitleSynchroniser(transcript).synchronisation(of: wrong).get()
    _ = found.applied(to: wrong)
    let time = Self.threadSeconds() - start
    print("synchronising \(wrong.cues.count) cues with \(transcript.words.count) words took \(time) s")
    #expect(time < Self.budget)
  }

  @Test func threeHoursBySound() throws {
    let film = SpokenFilm(minutes: 180, seed: 1)
    let transcript = film.transcript()
    let wrong = SoundSynchronisingTests.translated(film.subtitles().retimed { $0 / 1.001 - 11 })
    let start = Self.threadSeconds()
    let found = try SubtitleSynchroniser(transcript).synchronisation(of: wrong).get()
    let time = Self.threadSeconds() - start
    print("synchronising \(wrong.cues.count) cues by sound took \(time) s")
    #expect(found.evidence == .sound)
    #expect(time < Self.budget)
  }

  private static let budget: Double = {
    #if DEBUG
      60
    #else
      1
    #endif
  }()

  /// Processor time, since other tests run beside this one.
  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
