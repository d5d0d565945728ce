import TestSupport
import Testing
import Timeline

@Suite struct ClockTimeTests {
  @Test(arguments: [
    (Int64(0), "00:00:00,000"), (1, "00:00:00,001"), (59_999, "00:00:59,999"), (60_000, "00:01:00,000"),
    (3_599_999, "00:59:59,999"), (3_600_000, "01:00:00,000"), (360_000_000, "100:00:00,000"), (-1500, "-00:00:01,500"),
  ])
  func prints(milliseconds: Int64, expected: String) {
    #expect(ClockTime(MediaTime(milliseconds: milliseconds)).formatted(separator: ",") == expected)
  }

  @Test(arguments: [
    (Int64(0), "00:00:00"), (999, "00:00:00"), (1000, "00:00:01"), (3_599_999, "00:59:59"), (360_000_000, "100:00:00"),
    (-1500, "-00:00:01"),
  ])
  func leavesOutTheFraction(milliseconds: Int64, expected: String) {
    #expect(ClockTime(MediaTime(milliseconds: milliseconds)).hoursMinutesSeconds == expected)
  }

  @Test func fieldsMakeTheTimeAgain() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<2000 {
      let milliseconds = Int64.random(in: -400_000_000...400_000_000, using: &generator)
      let clock = ClockTime(MediaTime(milliseconds: milliseconds))
      let total = ((clock.hours * 60 + clock.minutes) * 60 + clock.seconds) * 1000 + clock.milliseconds
      #expect((clock.isNegative ? -total : total) == milliseconds)
      #expect(clock.minutes < 60 && clock.seconds < 60 && clock.milliseconds < 1000)
    }
  }

  @Test func roundsUpThroughAllFields() {
    let time = MediaTime(flicks: MediaTime(milliseconds: 3_600_000).flicks - 1)
    #expect(ClockTime(time).formatted(separator: ".") == "01:00:00.000")
  }
}

@Suite struct TimeRangeTests {
  private func range(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end))
  }

  @Test func endIsNeverBeforeStart() {
    #expect(range(5, 3) == range(5, 5))
    #expect(range(5, 3).isEmpty)
  }

  @Test func touchingRangesDoNotOverlap() {
    #expect(!range(0, 5).overlaps(range(5, 9)))
    #expect(range(0, 5).intersection(range(5, 9)) == nil)
    #expect(range(0, 6).intersection(range(5, 9)) == range(5, 6))
    #expect(range(0, 5).contains(MediaTime(milliseconds: 4)))
    #expect(!range(0, 5).contains(MediaTime(milliseconds: 5)))
  }
}
