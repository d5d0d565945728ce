import MediaIO
import Testing
import Timeline

/// Positions in samples at 16 kHz.
struct SampleClockTests {
  /// Places frames of 320 samples one after another and tells the placements other than `append`.
  private func run(
    _ positions: [Int64?], byteCount: Int64? = nil, duration: MediaTime? = nil
  ) -> [Int: SampleClock.Placement] {
    var clock = SampleClock(rate: 16_000, byteCount: byteCount, duration: duration)
    var expected: Int64 = 0
    var placements: [Int: SampleClock.Placement] = [:]
    for (index, position) in positions.enumerated() {
      var placement = clock.place(at: position, length: 320, expected: expected)
      if placement == .uncertain, let position {
        let next = index + 1 < positions.count ? positions[index + 1] : nil
        placement = clock.resolve(
          at: position, expected: expected, confirmed: clock.confirms(next, after: position, length: 320))
      }
      if placement != .append { placements[index] = placement }
      switch placement {
      case .silence(let count): expected += count + 320
      case .trim(let count): expected += max(0, 320 - count)
      default: expected += 320
      }
    }
    return placements
  }

  @Test
  func framesThatFollowAreAppended() {
    #expect(run([0, 320, 640, 960]).isEmpty)
  }

  @Test
  func framesWithoutTimeStampsFollow() {
    #expect(run([nil, nil, nil]).isEmpty)
  }

  @Test(arguments: [1, 100, 12_000, 80_000] as [Int64])
  func aLateStartIsSilence(offset: Int64) {
    #expect(run([offset, offset + 320]) == [0: .silence(offset)])
  }

  @Test
  func whatComesBeforeTheStartIsCut() {
    #expect(run([-100, 220, 540]) == [0: .trim(100)])
  }

  @Test
  func jitterIsIgnored() {
    #expect(run([0, 400, 600, 1200, 1000, 1700, 1800]).isEmpty)
  }

  @Test
  func gapsAreFilled() {
    #expect(run([0, 320, 640 + 8000, 960 + 8000]) == [2: .silence(8000)])
  }

  @Test
  func smallGapsAreFilledWhenTheyLast() {
    let positions: [Int64] = [0, 320] + (2..<10).map { 320 * Int64($0) + 500 }
    #expect(run(positions) == [5: .silence(500)])
  }

  @Test
  func overlapsAreCut() {
    #expect(run([0, 8000 - 8000 + 320, 640, 960, 960 - 2000 + 320]) == [4: .trim(2000)])
  }

  @Test
  func longGapsNeedAConfirmation() {
    #expect(run([0, 320, 640 + 320_000, 960 + 320_000]) == [2: .silence(320_000)])
  }

  @Test
  func aSingleWildTimeStampIsIgnored() {
    #expect(run([0, 320, 999_999_999, 960, 1280, -999_999_999, 1920, 2240]).isEmpty)
    #expect(run([0, 320, .max / 2, 960, .min / 2, 1600]).isEmpty)
  }

  @Test
  func jumpsOfHoursAreNotWrittenAsSilence() {
    let hours: Int64 = 16_000 * 3600 * 40
    #expect(run([0, 320, 640 + hours, 960 + hours, 1280 + hours]) == [2: .discontinuity(hours)])
    #expect(run([hours, hours + 320]) == [0: .discontinuity(hours)])
  }

  @Test
  func silenceIsBoundedInSum() {
    let minute: Int64 = 16_000 * 60
    // Each gap alone would be allowed.
    let positions: [Int64] = [0, 320, minute / 2 + 640, minute / 2 + 960, 3 * minute / 2, 3 * minute / 2 + 320]
    let placements = run(positions)
    #expect(placements[2] == .silence(minute / 2))
    guard case .discontinuity = placements[4] else {
      Issue.record("expected a discontinuity, got \(placements)")
      return
    }
    // A file of some size may have them.
    guard case .silence = run(positions, byteCount: 1 << 20)[4] else {
      Issue.record("expected silence")
      return
    }
  }

  /// Hours of silence, size of the file, what its container says it lasts.
  @Test(
    arguments: [
      (66, 60_000_000, nil, false), (47, 60_000_000, nil, true), (49, .max, nil, false),
      (66, 60_000_000, 600, false), (2, 60_000_000, 600, false), (2, 60_000_000, 2 * 3600, true),
      (66, 60_000_000, 70 * 3600, false), (49, .max, 1e12, false), (1, 0, 3600, false), (1, 60_000_000, -5, false),
    ] as [(Int64, Int64, Double?, Bool)])
  func silenceIsBoundedByTheContainerAndInAnyCase(hours: Int64, byteCount: Int64, seconds: Double?, isFilled: Bool) {
    let gap = hours * 3600 * 16_000
    let placements = run(
      [0, 320, 640 + gap, 960 + gap], byteCount: byteCount, duration: seconds.map { MediaTime(seconds: $0) })
    #expect(placements == [2: isFilled ? .silence(gap) : .discontinuity(gap)])
  }

  @Test
  func aMinuteOfSilenceIsAlwaysAllowed() {
    let minute: Int64 = 16_000 * 60
    let placements = run(
      [0, 320, 640 + minute, 960 + minute], byteCount: 1000, duration: MediaTime(milliseconds: 100))
    #expect(placements == [2: .silence(minute)])
  }

  @Test
  func timeStampsThatStandStillAreNotFollowed() {
    let placements = run((0..<200).map { 3 * $0 })
    #expect(placements.values.count { $0 == .standstill } == 1)
    // No more than a blink of sound was cut before that was clear.
    #expect(placements.count < 12)
  }

  @Test
  func timeStampsThatBeginAgainAreFollowedOn() {
    let late: Int64 = 144_000
    let placements = run([late, late + 320, 0, 320, 640])
    #expect(placements == [0: .silence(late), 2: .discontinuity(-late - 640)])
  }
}
