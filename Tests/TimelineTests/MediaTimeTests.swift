import Foundation
import TestSupport
import Testing
import Timeline

@Suite struct MediaTimeTests {
  @Test(arguments: [
    (Int64(24), Int64(1)), (25, 1), (30, 1), (50, 1), (60, 1), (24_000, 1001), (30_000, 1001), (60_000, 1001),
    (8000, 1), (16_000, 1), (44_100, 1), (48_000, 1), (192_000, 1), (90_000, 1), (1000, 1),
  ])
  func everyFrameAndSampleIsExact(rate: (Int64, Int64)) {
    for tick: Int64 in [1, 2, 7, 1001, 86_399, 1_000_003] {
      let time = MediaTime(ticks: tick, timeBase: Rational(rate.1, rate.0))
      let (flicks, remainder) = (tick * rate.1 * MediaTime.flicksPerSecond).quotientAndRemainder(dividingBy: rate.0)
      #expect(time.flicks == flicks)
      #expect(remainder == 0)
    }
  }

  @Test func millisecondsRoundInsteadOfTruncating() {
    #expect(MediaTime(seconds: 2.3).milliseconds == 2300)
    #expect(MediaTime(seconds: 0.0005).milliseconds == 1)
    #expect(MediaTime(seconds: -0.0005).milliseconds == -1)
    #expect(MediaTime(count: 2, perSecond: 24).milliseconds == 83)
  }

  @Test func millisecondsComeBack() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2000 {
      let milliseconds = Int64.random(in: -400_000_000_000...400_000_000_000, using: &generator)
      #expect(MediaTime(milliseconds: milliseconds).milliseconds == milliseconds)
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300, .leastNonzeroMagnitude])
  func strangeSecondsDoNotTrap(seconds: Double) {
    let time = MediaTime(seconds: seconds)
    #expect(abs(time.seconds) <= 1e10)
  }

  @Test func extremesDoNotTrap() {
    for ticks: Int64 in [.min, .max, -1, 0, 1] {
      for base in [Rational(.max, 1), Rational(1, .max), Rational(.min, 3), Rational(1, 0), Rational(-1, 7)] {
        _ = MediaTime(ticks: ticks, timeBase: base).milliseconds
      }
    }
  }

  @Test func codesAsOneNumber() throws {
    let time = MediaTime(milliseconds: 1234)
    let data = try JSONEncoder().encode([time])
    #expect(try JSONDecoder().decode([MediaTime].self, from: data) == [time])
  }
}
