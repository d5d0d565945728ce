import Media
import Testing
import Timeline

@testable import Markers

@Suite struct TimelineRateTests {
  @Test(
    arguments: [
      (Rational(24_000, 1001), "23.976"), (Rational(2398, 100), "23.976"), (Rational(23_976, 1000), "23.976"),
      (Rational(24, 1), "24"), (Rational(25, 1), "25"), (Rational(30_000, 1001), "29.97"),
      (Rational(2997, 100), "29.97"),
      (Rational(30, 1), "30"), (Rational(87_169_000, 2_905_633), "30"), (Rational(50, 1), "50"),
      (Rational(60_000, 1001), "59.94"), (Rational(60, 1), "60"), (Rational(48_000, 1001), "47.952"),
      // Every frame of these is one of the timeline.
      (Rational(15, 1), "30"), (Rational(15_000, 1001), "29.97"), (Rational(25, 2), "25"), (Rational(12, 1), "24"),
      (Rational(10, 1), "30"), (Rational(1, 1), "24"), (Rational(120, 1), "60"), (Rational(120_000, 1001), "59.94"),
      (Rational(100, 1), "50"), (Rational(240, 1), "60"), (Rational(90, 1), "30"),
      // A telephone's mean.
      (Rational(2983, 100), "29.97"), (Rational(5_912, 100), "59.94"), (Rational(1_000, 37), "25"),
      // Sound, and what is no rate.
      (nil, "25"), (Rational(0, 1), "25"), (Rational(30, 0), "25"), (Rational(0, 0), "25"), (Rational(-25, 1), "25"),
      (Rational(90_000, 1), "25"), (Rational(.max, 1), "25"), (Rational(1000, 1), "50"), (Rational(1, .max), "23.976"),
    ] as [(Rational?, String)])
  func isOneOfAnEditor(rate: Rational?, name: String) {
    #expect(TimelineRate(nearestTo: rate).name == name)
  }

  @Test func namesAreFound() {
    for rate in TimelineRate.all { #expect(TimelineRate(rate.name) == rate) }
    #expect(TimelineRate("29,97") == nil && TimelineRate("") == nil && TimelineRate("120") == nil)
  }

  @Test func framesAreTheNearest() {
    for rate in TimelineRate.all {
      for frame in [Int64(0), 1, 29, 30, 1799, 1800, 107_892, 2_589_408] {
        let start = MediaTime(ticks: frame, timeBase: Rational(rate.rate.denominator, rate.rate.numerator))
        let half = MediaTime(ticks: 1, timeBase: Rational(rate.rate.denominator, rate.rate.numerator * 2))
        #expect(rate.frame(at: start) == frame)
        #expect(rate.frame(at: start + half - MediaTime(flicks: 1)) == frame)
        #expect(rate.frame(at: start + half) == frame + 1)
      }
      #expect(rate.frame(at: MediaTime(milliseconds: -5000)) == 0)
    }
  }
}

@Suite struct TimecodeTests {
  @Test(arguments: [
    ("25", Int64(0), "00:00:00:00"), ("25", 24, "00:00:00:24"), ("25", 25, "00:00:01:00"),
    ("25", 90_000, "01:00:00:00"),
    ("23.976", 24, "00:00:01:00"), ("29.97", 29, "00:00:00;29"), ("29.97", 1799, "00:00:59;29"),
    ("29.97", 1800, "00:01:00;02"), ("29.97", 3597, "00:01:59;29"), ("29.97", 3598, "00:02:00;02"),
    ("29.97", 17_981, "00:09:59;29"), ("29.97", 17_982, "00:10:00;00"), ("29.97", 107_892, "01:00:00;00"),
    ("59.94", 3599, "00:00:59;59"), ("59.94", 3600, "00:01:00;04"), ("59.94", 35_964, "00:10:00;00"),
    ("59.94", 215_784, "01:00:00;00"), ("60", 216_000, "01:00:00:00"), ("25", 2_160_000, "24:00:00:00"),
    ("25", 9_000_000, "100:00:00:00"), ("25", -1, "00:00:00:00"),
  ])
  func prints(rate: String, frames: Int64, expected: String) throws {
    let rate = try #require(TimelineRate(rate))
    #expect(Timecode(frames: frames, rate: rate, dropsFrames: true).description == expected)
    let plain = Timecode(frames: frames, rate: rate, dropsFrames: false)
    #expect(!plain.description.contains(";") && plain.adobeDescription == plain.description)
  }

  @Test func adobesHaveSemicolonsEverywhere() throws {
    let rate = try #require(TimelineRate("29.97"))
    #expect(Timecode(frames: 1800, rate: rate, dropsFrames: true).adobeDescription == "00;01;00;02")
  }

  /// Counting up frame by frame, as a clock does.
  @Test(arguments: ["29.97", "59.94", "25", "23.976"]) func countsEveryFrame(name: String) throws {
    let rate = try #require(TimelineRate(name))
    var (minutes, seconds, frame) = (Int64(0), Int64(0), Int64(0))
    for count in 0..<(rate.nominal * 670) {
      let timecode = Timecode(frames: count, rate: rate, dropsFrames: true)
      let expected = [0, minutes, seconds, frame].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
      if timecode.description.replacing(";", with: ":") != expected {
        Issue.record("frame \(count) is \(timecode), not \(expected)")
        return
      }
      if Timecode.frames(of: timecode.description, rate: rate, dropsFrames: true) != count {
        Issue.record("\(timecode) is not read as \(count)")
        return
      }
      frame += 1
      if frame == rate.nominal { (seconds, frame) = (seconds + 1, 0) }
      if seconds == 60 {
        (minutes, seconds) = (minutes + 1, 0)
        frame = minutes % 10 == 0 ? 0 : rate.droppedFrames
      }
    }
  }

  @Test(
    arguments: [
      ("01:00:00:00", Int64(90_000)), ("00:00:00:24", 24), ("00:00:00:59", 24), ("00;00;01;00", 25),
      ("1:00:00:00", nil),
      ("01:00:00", nil), ("01:60:00:00", nil), ("24:00:00:00", nil), ("aa:00:00:00", nil), ("", nil),
      ("٠١:00:00:00", nil),
      ("01:00:00:00:00", nil), ("+1:00:00:00", nil),
    ] as [(String, Int64?)])
  func reads(text: String, frames: Int64?) throws {
    #expect(Timecode.frames(of: text, rate: try #require(TimelineRate("25")), dropsFrames: false) == frames)
  }

  @Test func labelsThatAreLeftOutAreTheNext() throws {
    let rate = try #require(TimelineRate("29.97"))
    #expect(Timecode.frames(of: "00:01:00;00", rate: rate, dropsFrames: true) == 1800)
    #expect(Timecode.frames(of: "01:00:00;00", rate: rate, dropsFrames: true) == 107_892)
  }
}
