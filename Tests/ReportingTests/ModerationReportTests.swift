import Moderation
import PluginKit
import Reporting
import Testing
import Timeline
import Transcript

@Suite struct ModerationReportTests {
  private let report = ModerationReport(Talk.input(), context: 2)

  @Test func rowsAreInTimeOrderWithWhatIsAroundThem() {
    #expect(report.rows.map(\.number) == [1, 2, 3, 4])
    #expect(report.rows.map(\.text) == ["rotten egg,", "egg,", "you daft pudding!", ""])
    #expect(report.rows[0].before == "You" && report.rows[0].after == "the ferry")
    // Across segments there is a space although the first word of one has none.
    #expect(report.rows[2].before == "we swim," && report.rows[2].after == "Nobody swims")
    #expect(report.rows.map(\.speaker) == ["Ada", "Ada", "Ben", nil])
    #expect(report.rows[3].before == "daft pudding!" && report.rows[3].after == "Nobody swims")
    #expect(report.rows.map(\.state) == [.new, .new, .dismissed, .confirmed])
  }

  @Test func whatWasDismissedIsCountedAndWeighsNothing() throws {
    let totals = report.totals
    #expect(totals.count == 4 && totals.count(.dismissed) == 1 && totals.count(.new) == 2)
    // 2500–3400 and, within it, 3000–3400; 30,000–31,250.
    #expect(totals.flagged.milliseconds == 900 + 1250)
    let insult = try #require(totals.categories.first { $0.category == "insult" })
    #expect(insult.count == 3 && insult.dismissed == 1 && insult.flagged.milliseconds == 900)
    #expect(insult.worstScore == 0.93 && insult.worstSeverity == .high)
    #expect(totals.severities == [.high: 1, .low: 1])
  }

  @Test(arguments: [
    (Rational(25, 1), "00:00:02:13"), (Rational(30_000, 1001), "00:00:02;15"), (Rational(24, 1), "00:00:02:12"),
  ])
  func timeCodesAreThoseOfThePicture(rate: Rational, code: String) {
    #expect(ModerationReport(Talk.input(rate: rate)).rows[0].startCode.description == code)
  }

  @Test func soundHasTimeCodesToo() {
    let report = ModerationReport(Talk.input(rate: nil))
    #expect(report.rows[0].startCode.description == "00:00:02:13" && !report.media.hasPicture)
  }

  @Test func scoresOfTheWholeFileAreWeighedByTime() throws {
    let insult = try #require(report.scores.first?.categories.first)
    #expect(report.scores.count == 1 && report.scores[0].utterances == 2 && insult.category == "insult")
    #expect(insult.worst == 0.9 && abs(insult.mean - (0.9 * 4 + 0.3 * 2) / 6) < 1e-9)
  }

  @Test func indicesAndNumbersThatMakeNoSenseAreHarmless() {
    var finding = Talk.finding("insult", 12..<4000, -500, 3400, score: .nan)
    finding.threshold = .infinity
    let report = ModerationReport(
      Talk.input([finding, Talk.finding("insult", 900..<901, 0, 0, score: -3)], reviews: []), context: 3)
    #expect(report.rows.count == 2 && report.rows[0].text == "pudding! Nobody swims here.")
    #expect(report.rows[0].score == 0 && report.rows[0].threshold == 1 && report.rows[1].score == 0)
    #expect(report.rows[0].startCode.description == "00:00:00:00" && report.rows[0].review == nil)
  }

  @Test func nothingSaidAndNothingFound() {
    let report = ModerationReport(Talk.input([], reviews: [], segments: []))
    #expect(report.rows.isEmpty && report.totals == ReportTotals([]) && report.totals.flagged == .zero)
  }

  @Test func timesThatOverlapOrTouchAreOne() {
    let spans = ReportTotals.spans([
      Talk.range(5, 9), Talk.range(0, 2), Talk.range(2, 4), Talk.range(6, 7), Talk.range(3, 3),
    ])
    #expect(spans == [Talk.range(0, 4), Talk.range(5, 9)])
  }
}
