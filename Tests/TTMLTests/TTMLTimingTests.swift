import Foundation
import Subtitles
import TTML
import Testing
import Timeline

@Suite struct TTMLTimingTests {
  private func read(_ body: String, _ attributes: String = "") throws -> [Cue] {
    try Documents.read(Documents.tt(body, attributes)).cues
  }

  /// When a paragraph begins, in flicks.
  private func begin(_ expression: String, _ attributes: String = "") throws -> MediaTime? {
    let escaped = expression.replacing("\"", with: "&quot;")
    return try read("<div><p begin=\"\(escaped)\" dur=\"1s\">x</p></div>", attributes).first?.range.start
  }

  @Test(arguments: [
    ("00:00:01.5", "", Int64(1500), Int64(1000)), ("00:00:01.0005", "", 10_005, 10_000),
    ("100:00:00.000", "", 360_000, 1), ("1.5s", "", 1500, 1000), ("1500ms", "", 1500, 1000), ("0.025m", "", 15, 10),
    ("0.5h", "", 1800, 1), ("45f", "ttp:frameRate=\"30\"", 15, 10), ("00:00:01:12", "ttp:frameRate=\"24\"", 15, 10),
    ("30f", "ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000 1001\"", 1001, 1000),
    ("15000000t", "ttp:tickRate=\"10000000\"", 15, 10), ("45f", "", 15, 10), ("3t", "", 3, 1),
    ("7", "", 7, 1),
    ("123456789012345t", "ttp:tickRate=\"1000000000\"", 123_456_789_012_345, 1_000_000_000),
    ("50t", "ttp:frameRate=\"25\"", 2, 1), ("50t", "ttp:frameRate=\"25\" ttp:subFrameRate=\"4\"", 5, 10),
    // Sub-frames.
    ("00:00:01:12.1", "ttp:frameRate=\"24\" ttp:subFrameRate=\"2\"", 73, 48),
    // A media clock is a clock, even where frames are not whole parts of its seconds.
    ("01:00:00:15", "ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000 1001\"", 3_600_500_5, 10_000),
    ("00:00:01.123456789", "", 1_123_456_789, 1_000_000_000),
  ])
  func readsTimes(expression: String, attributes: String, count: Int64, perSecond: Int64) throws {
    #expect(try begin(expression, attributes) == MediaTime(count: count, perSecond: perSecond))
  }

  /// SMPTE time codes count frames.
  @Test(arguments: [
    ("01:00:00:00", "", Int64(108_108_000)),
    ("01:00:00:00", "ttp:dropMode=\"dropNTSC\"", 107_999_892),
    ("00:01:00:02", "ttp:dropMode=\"dropNTSC\"", 1_801_800), ("00:10:00:00", "ttp:dropMode=\"dropNTSC\"", 17_999_982),
    ("00:00:01.5", "", 45_045),
  ])
  func timeCodesCountFrames(expression: String, attributes: String, count: Int64) throws {
    let found = try begin(
      expression,
      "ttp:timeBase=\"smpte\" ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000 1001\" ttp:markerMode=\"continuous\" \(attributes)"
    )
    #expect(found == MediaTime(count: count, perSecond: 30_000))
  }

  @Test func dropPALLeavesOutFour() throws {
    let attributes =
      "ttp:timeBase=\"smpte\" ttp:dropMode=\"dropPAL\" ttp:frameRate=\"30\" ttp:frameRateMultiplier=\"1000 1001\""
    #expect(try begin("00:02:00:04", attributes) == MediaTime(count: 3600 * 1001, perSecond: 30_000))
  }

  @Test func timesOfTheDayAreTakenAsTheyStand() throws {
    #expect(try begin("14:30:00", "ttp:timeBase=\"clock\"") == MediaTime(count: 52_200, perSecond: 1))
    #expect(try begin("wallclock(14:30:00.5)", "ttp:timeBase=\"clock\"") == MediaTime(count: 104_401, perSecond: 2))
  }

  @Test(arguments: [
    "", "x", "1.s", "-1s", "00:60:00", "00:00", "1:2:3:4:5", "1e9s", "wallclock(\"x\")", "99999999999999999999s",
    "wallclock(2018-04-01T10:00:00)", "00:00:01:1.2.3", "1h30m", "00:00:00:", "١s",
  ])
  func wrongTimesAreErrors(expression: String) {
    #expect(throws: SubtitleReadError.self) { try begin(expression) }
  }

  /// One wrong time is not a wrong document.
  @Test func paragraphsWithWrongTimesArePassedOver() throws {
    let body = """
      <div><p begin="1s" end="2s">a</p>
      <p begin="2s" end="00:00:13,5">b<span begin="1s">c</span></p>
      <p begin="9s" end="8s">d</p><p begin="5s" end="6s">e<span begin="x">f</span></p></div>
      """
    let document = try Documents.read(Documents.tt(body))
    #expect(document.cues == [Documents.cue(1000, 2000, ["a"]), Documents.cue(5000, 6000, ["e"])])
    #expect(document.remarks.count == 2)
    #expect(document.remarks.first?.hasPrefix("2 elements were passed over, the first in line ") == true)
    #expect(document.remarks.first?.hasSuffix("end=\"00:00:13,5\" is not a time that TTML knows") == true)
    #expect(document.remarks.last?.hasPrefix("a paragraph is never shown, in line ") == true)
  }

  @Test func frameRateIsKept() throws {
    let text = Documents.tt("", "ttp:frameRate=\"24\" ttp:frameRateMultiplier=\"1000 1001\"")
    #expect(try Documents.read(text).frameRate == Rational(24_000, 1001))
    #expect(try Documents.read(Documents.tt("")).frameRate == nil)
  }

  @Test func timesNest() throws {
    let text = """
      <tt xmlns="http://www.w3.org/ns/ttml"><body begin="10s"><div begin="5s" end="20s"><p begin="1s" dur="2s">a</p>
      <p begin="14s" end="99s">b</p><p begin="30s">after all</p></div></body></tt>
      """
    #expect(
      try Documents.read(text).cues == [
        Documents.cue(16_000, 18_000, ["a"]), Documents.cue(29_000, 30_000, ["b"]),
      ])
  }

  @Test func sequencesFollowEachOther() throws {
    let body = "<div timeContainer=\"seq\" begin=\"1s\"><p dur=\"2s\">a</p><p begin=\"1s\" dur=\"2s\">b</p></div>"
    #expect(try read(body) == [Documents.cue(1000, 3000, ["a"]), Documents.cue(4000, 6000, ["b"])])
  }

  /// What has no duration of its own is over with what is in it.
  @Test func sequencesFollowWhatIsInsideOfThem() throws {
    let body = """
      <div timeContainer="seq"><p><span begin="1s" end="2s">a</span></p><div><p dur="3s">b</p><p dur="1s">c</p></div>
      <p dur="1s">d</p></div>
      """
    let expected = [
      Documents.cue(1000, 2000, ["a"]), Documents.cue(2000, 5000, ["b"]), Documents.cue(2000, 3000, ["c"]),
      Documents.cue(5000, 6000, ["d"]),
    ]
    #expect(try read(body) == expected)
  }

  @Test func textInASequenceHasNoDuration() throws {
    let body =
      "<div><p timeContainer=\"seq\" dur=\"5s\">never <span dur=\"1s\">a</span><span dur=\"1s\">b</span></p></div>"
    #expect(try read(body) == [Documents.cue(0, 1000, ["a"]), Documents.cue(1000, 2000, ["b"])])
  }

  @Test func spansWithTimesBecomeCues() throws {
    let body = """
      <div><p begin="10s" end="20s" xml:id="p">one <span begin="2s" end="4s">two</span><span begin="4s"> three</span></p></div>
      """
    var expected = [
      Documents.cue(10_000, 12_000, ["one"]), Documents.cue(12_000, 14_000, ["one two"]),
      Documents.cue(14_000, 20_000, ["one three"]),
    ]
    expected[0].id = "p"
    #expect(try read(body) == expected)
  }

  @Test func openEndsGoToTheNextCue() throws {
    let body = "<div><p begin=\"1s\">a</p><p begin=\"3s\">b</p><p begin=\"60s\">c</p></div>"
    #expect(
      try read(body) == [
        Documents.cue(1000, 3000, ["a"]), Documents.cue(3000, 13_000, ["b"]), Documents.cue(60_000, 70_000, ["c"]),
      ])
  }

  @Test func regionsHaveTimes() throws {
    let head = "<layout><region xml:id=\"r\" begin=\"10s\" end=\"20s\"/></layout>"
    let body = """
      <div region="r"><p begin="5s" end="15s">a</p><p begin="16s" end="25s">b</p><p begin="25s" end="26s">c</p></div>
      """
    let cues = try Documents.read(Documents.tt(body, head: head)).cues
    #expect(cues.map(\.lines) == [["a"], ["b"]])
    #expect(cues.map(\.range.start.milliseconds) == [10_000, 16_000])
    #expect(cues.map(\.range.end.milliseconds) == [15_000, 20_000])
  }
}
