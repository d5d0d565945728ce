import TestSupport
import Testing
import Timeline

@Suite struct TimeCodeTests {
  @Test(arguments: [
    ("00:00:00:00", "00:00:00:00"), ("01:02:03:04", "01:02:03:04"), ("01:02:03;04", "01:02:03;04"),
    ("01:02:03.04", "01:02:03;04"), ("01:02:03,04", "01:02:03;04"), ("1:2:3:4", "01:02:03:04"),
    ("01;02;03;04", "01:02:03;04"), ("99:59:59:99", "99:59:59:99"),
  ])
  func reads(text: String, expected: String) {
    #expect(TimeCode(text)?.description == expected)
  }

  @Test(arguments: [
    "", "00", "00:00:00", "00:00:00:", ":00:00:00", "00:60:00:00", "00:00:60:00", "000:00:00:00", "00:00:00:000",
    "00:00:00:00:00", "00:00:00:0x", "-1:00:00:00", "00.00.00.00", "a",
  ])
  func otherTextIsNone(text: String) {
    #expect(TimeCode(text) == nil)
  }

  /// Frames and their numbers as SMPTE ST 12-1 counts them.
  @Test(arguments: [
    (Int64(0), "00:00:00;00"), (1799, "00:00:59;29"), (1800, "00:01:00;02"), (17_981, "00:09:59;29"),
    (17_982, "00:10:00;00"), (19_782, "00:11:00;02"), (107_892, "01:00:00;00"), (2_589_407, "23:59:59;29"),
    (2_589_408, "00:00:00;00"), (-1, "23:59:59;29"),
  ])
  func dropsNumbers(frame: Int64, expected: String) throws {
    #expect(TimeCodeCount.dropFrame.timeCode(of: frame).description == expected)
    if (0..<2_589_408).contains(frame) {
      #expect(TimeCodeCount.dropFrame.frame(at: try #require(TimeCode(expected))) == frame)
    }
  }

  @Test func numbersThatAreDroppedMeanTheNextFrame() throws {
    let count = TimeCodeCount.dropFrame
    #expect(count.frame(at: try #require(TimeCode("00:01:00;00"))) == 1800)
    #expect(count.frame(at: try #require(TimeCode("00:01:00;01"))) == 1800)
    #expect(count.frame(at: try #require(TimeCode("00:10:00;01"))) == 17_983)
  }

  @Test(arguments: [
    (Rational(24_000, 1001), Int64(24), Int64(2_073_600)), (Rational(25, 1), 25, 2_160_000),
    (Rational(30_000, 1001), 30, 2_592_000), (Rational(60_000, 1001), 60, 5_184_000), (Rational(0, 1), 25, 2_160_000),
    (Rational(1, 0), 25, 2_160_000), (Rational(-25, 1), 25, 2_160_000),
  ])
  func countsAllNumbersOtherwise(rate: Rational, framesPerSecond: Int64, framesPerDay: Int64) {
    let count = TimeCodeCount(frameRate: rate)
    #expect(count.framesPerSecond == framesPerSecond)
    #expect(count.framesPerDay == framesPerDay)
    #expect(!count.isDropFrame)
  }

  @Test(arguments: [
    TimeCodeCount.dropFrame, .nonDropFrame, TimeCodeCount(frameRate: Rational(25, 1)),
    TimeCodeCount(frameRate: Rational(60_000, 1001), isDropFrame: true),
  ])
  func everyFrameHasItsNumber(count: TimeCodeCount) {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<5000 {
      let frame = Int64.random(in: 0..<count.framesPerDay, using: &generator)
      #expect(count.frame(at: count.timeCode(of: frame)) == frame)
    }
  }
}
