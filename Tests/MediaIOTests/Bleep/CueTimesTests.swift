import MediaIO
import Testing
import Timeline

@Suite struct CueTimesTests {
  private func times(_ text: String) throws -> [[Int64]] {
    try CueTimes.ranges(in: text).map { [$0.start.milliseconds, $0.end.milliseconds] }
  }

  @Test func `cues count that say nothing`() throws {
    let subRip = "1\r\n00:00:02,000 --> 00:00:03,500\r\n\r\n2\r\n0:0:5.25 --> 00:00:06,000 X1:5\r\nwords, 1:30 long\r\n"
    #expect(try times(subRip) == [[2_000, 3_500], [5_250, 6_000]])
    #expect(try times("WEBVTT\n\nNOTE 5\n\n00:02.000 --> 00:03.000 align:left\n- \n") == [[2_000, 3_000]])
    #expect(try times("\u{FEFF}1\n00:00:02,000 --> 00:00:03,000\n") == [[2_000, 3_000]])
  }

  @Test(arguments: [
    "00:00:07,000 -> 00:00:08,000", "00:00:07,000 --> ", "00:00:09,000 --> 00:00:08,000", "00:00:07,000-->00:00:08,000",
    "00:00:07,000 --> later", "x --> 00:00:08,000", "00:00:07,000 00:00:08,000",
  ])
  func `a line that is meant to be times is never passed over`(line: String) {
    let fault = #expect(throws: EditDecisionList.Fault.self) {
      try CueTimes.ranges(in: "1\n00:00:02,000 --> 00:00:03,000\nwords\n\n2\n\(line)\nwords\n")
    }
    #expect(fault?.line == 6)
  }
}
