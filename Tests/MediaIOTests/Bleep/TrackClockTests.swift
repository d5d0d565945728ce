import MediaIO
import TestSupport
import Testing
import Timeline

@Suite struct TrackClockTests {
  private static let rate: Int64 = 48_000
  private static let length: Int64 = 1_024

  /// Where `AudioDecoder` puts frames, which look at the next one where a time is in doubt.
  private func heard(_ stamps: [Int64?], duration: MediaTime) -> [Int64] {
    var clock = SampleClock(rate: Self.rate, byteCount: 50_000_000, duration: duration)
    var expected: Int64 = 0
    return stamps.indices.map { index in
      var placement = clock.place(at: stamps[index], length: Self.length, expected: expected)
      if placement == .uncertain, let stamp = stamps[index] {
        let next = index + 1 < stamps.count ? stamps[index + 1] : nil
        placement = clock.resolve(
          at: stamp, expected: expected, confirmed: clock.confirms(next, after: stamp, length: Self.length))
      }
      let start =
        switch placement {
        case .silence(let count): expected + count
        case .trim(let count): expected - count
        default: expected
        }
      expected = max(expected, start + Self.length)
      return start
    }
  }

  private func placed(_ stamps: [Int64?], duration: MediaTime) -> [TrackClock.Place] {
    var clock = TrackClock(rate: Int(Self.rate), origin: .zero, byteCount: 50_000_000, duration: duration)
    return stamps.map { stamp in
      clock.place(at: stamp.map { MediaTime(count: $0, perSecond: Self.rate) }, samples: Int(Self.length))
    }
  }

  /// Recordings begin anew, lose a part, repeat one, have packets without times and with wild ones, or stand still.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `what is bleeped is what was heard`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var stamp: Int64 = Int64.random(in: -2_048...96_000, using: &random)
    var stamps: [Int64?] = []
    var isStanding = false
    for _ in 0..<2_000 {
      var own: Int64? = stamp
      switch Int.random(in: 0..<400, using: &random) {
      case 0: stamp = Int64.random(in: 0...40_000_000, using: &random)
      case 1: stamp += Int64.random(in: 0...200_000, using: &random)
      case 2: stamp -= Int64.random(in: 0...200_000, using: &random)
      case 3...9: own = nil
      case 10...12: own = Int64.random(in: -(1 << 40)...1 << 40, using: &random)
      case 13...80: own = stamp + Int64.random(in: -1_500...1_500, using: &random)
      case 81: isStanding = seed % 7 == 0
      default: break
      }
      stamps.append(own)
      if !isStanding { stamp += Self.length }
    }
    let duration = MediaTime(seconds: 300)
    let (heard, placed) = (heard(stamps, duration: duration), placed(stamps, duration: duration))
    for (heard, placed) in zip(heard, placed) {
      try #require(placed.position == heard || placed.otherPosition == heard)
    }
  }

  @Test func `pieces follow each other where nothing jumps`() {
    let placed = placed([0, 1_024, 2_050, nil, 4_096], duration: MediaTime(seconds: 10))
    #expect(placed.map(\.position) == [0, 1_024, 2_048, 3_072, 4_096])
    #expect(placed.map(\.isContinuous) == [false, true, true, true, true])
    #expect(placed[3].stamp == MediaTime(count: 2_050 + 1_024, perSecond: Self.rate))
  }

  @Test func `a recording that begins anew goes on`() {
    // An hour in, and back to zero: silence of an hour is not what was heard.
    let stamps: [Int64] = [172_800_000, 172_801_024, 172_802_048, 0, 1_024, 2_048]
    var clock = TrackClock(
      rate: Int(Self.rate), origin: MediaTime(count: 172_800_000, perSecond: Self.rate), byteCount: 100_000,
      duration: MediaTime(seconds: 10))
    let placed = stamps.map { clock.place(at: MediaTime(count: $0, perSecond: Self.rate), samples: 1_024) }
    #expect(placed.map(\.position) == [0, 1_024, 2_048, 3_072, 4_096, 5_120])
    #expect(placed.map(\.isContinuous) == [false, true, true, true, false, true])
    #expect(placed.map { $0.otherPosition != nil } == [false, false, false, true, false, false])
  }
}
