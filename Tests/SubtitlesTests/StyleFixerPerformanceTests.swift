import Foundation
import Subtitles
import TestSupport
import Testing
import Timeline
import Transcript

@Suite(.serialized, .timeLimit(.minutes(10))) struct StyleFixerPerformanceTests {
  /// Ten thousand cues with all kinds of faults come to an end, and with `SURTITLE_SCALE` that many times as many in not
  /// much more than that many times as long.
  @Test(.serialized, arguments: RandomSubtitles.Kind.allCases)
  func tenThousandCues(kind: RandomSubtitles.Kind) throws {
    let fixer = StyleFixer(style: .standard, language: "en", frameRate: Rational(25, 1))
    func seconds(_ count: Int) -> Double {
      let document = Self.document(kind, count)
      let start = Self.threadSeconds()
      let repair = fixer.repaired(document)
      let time = Self.threadSeconds() - start
      print(
        "repairing \(count) cues (\(kind)) took \(time) s, \(repair.fixes.count) fixes, \(repair.remaining.count) left")
      return time
    }
    let few = seconds(10_000)
    if let factor = ProcessInfo.processInfo.environment["SURTITLE_SCALE"].flatMap({ Int($0) }) {
      #expect(seconds(10_000 * factor) < few * Double(factor) * 2)
    }
  }

  /// Many small files one after the other.
  private static func document(_ kind: RandomSubtitles.Kind, _ count: Int) -> SubtitleDocument {
    var generator = SeededGenerator(seed: 1)
    var cues: [Cue] = []
    var clock = MediaTime.zero
    while cues.count < count {
      let part = RandomSubtitles(kind, using: &generator).document.cues
      for var cue in part {
        cue.range = TimeRange(start: cue.range.start + clock, end: cue.range.end + clock)
        cues.append(cue)
      }
      clock = max(clock, part.map(\.range.end).max() ?? clock) + MediaTime(milliseconds: 100)
    }
    return SubtitleDocument(cues: Array(cues.prefix(count)), language: "en")
  }

  /// Processor time, since other tests run beside this one.
  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
