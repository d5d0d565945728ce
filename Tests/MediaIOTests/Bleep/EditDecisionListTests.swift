import MediaIO
import Testing
import Timeline

@Suite struct EditDecisionListTests {
  private func times(_ text: String, frameRate: Rational? = nil) throws -> [[Int64]] {
    try EditDecisionList(text, frameRate: frameRate).muted.map { [$0.start.milliseconds, $0.end.milliseconds] }
  }

  @Test func timecodesCountFrames() throws {
    #expect(try times("00:00:02:12-00:00:03:00\n", frameRate: Rational(25, 1)) == [[2_480, 3_000]])
    #expect(try times("00:01:00:00 00:01:00:29", frameRate: Rational(30_000, 1_001)) == [[60_060, 61_028]])
    #expect(throws: EditDecisionList.Fault.self) { try times("00:00:02:25 00:00:03:00", frameRate: Rational(25, 1)) }
    #expect(throws: EditDecisionList.Fault.self) { try times("00:00:02:12 00:00:03:00") }
  }

  @Test func linesOfAllKindsAreRead() throws {
    let text = "\u{FEFF}# a film\r\n62.5 63.2\r\n\r\n0:01:04.000\t0:01:05,250\t1\n  #25 #50 1  \n1:30 1:31.5\n; over\n"
    #expect(
      try times(text, frameRate: Rational(25, 1)) == [
        [62_500, 63_200], [64_000, 65_250], [1_000, 2_000], [90_000, 91_500],
      ])
  }

  @Test func onlyWhatIsMutedIsTaken() throws {
    let list = try EditDecisionList("5.3 7.1 0\n15 16.7 1\n420 422 3\n255.3 255.3 2\n")
    #expect(list.muted.map(\.start.seconds) == [15] && list.otherCount == 3)
  }

  @Test(arguments: [
    "1", "1 2 3 4", "1 2 7", "a b", "2 1", "-1 2", "1:60 2:00", "1e3 2e3", "#1 #2", "99999999999999999999 1",
    "1:2:3:4 5", ". 1",
    "1. 2", "inf nan",
  ])
  func whatIsNoListIsRefused(text: String) {
    #expect(throws: EditDecisionList.Fault.self) { try EditDecisionList("0 1 1\n\(text)\n") }
    do throws(EditDecisionList.Fault) { _ = try EditDecisionList("0 1 1\n\(text)\n") } catch {
      #expect(error.line == 2)
    }
  }

  @Test func writtenListsAreReadAgain() throws {
    let list = EditDecisionList(muted: [
      TimeRange(start: MediaTime(milliseconds: 5), end: MediaTime(milliseconds: 1_250)),
      TimeRange(start: MediaTime(seconds: 7_200), end: MediaTime(milliseconds: 7_200_010)),
    ])
    #expect(list.text == "0.005 1.250 1\n7200.000 7200.010 1\n")
    #expect(try EditDecisionList(list.text) == list)
  }
}
