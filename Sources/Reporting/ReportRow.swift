package import Moderation
package import Timeline

/// A finding as reports show it.
package struct ReportRow: Hashable, Sendable {
  /// From 1, in time order.
  package var number = 0
  /// Nil where the host does not tell.
  package var review: FindingReview?
  package var category: String
  package var range: TimeRange
  package var startCode: TimeCode
  package var endCode: TimeCode
  /// 0…1.
  package var score: Double
  package var threshold: Double?
  package var severity: Severity?
  package var source: String
  package var rule: String?
  package var treatment: Treatment?
  package var speaker: String?
  /// The words before those of the finding, as the filters left them.
  package var before: String
  /// The words of the finding; empty where it is no matter of words.
  package var text: String
  package var after: String

  init(_ finding: Finding, _ review: FindingReview?, words: ReportWords, timeCodes: TimeCodeCount) {
    let frame = Rational(timeCodes.frameRate.denominator, timeCodes.frameRate.numerator)
    func code(_ time: MediaTime) -> TimeCode { timeCodes.timeCode(of: max(0, time.ticks(in: frame))) }
    self.review = review
    (category, range, score) = (finding.category, finding.range, finding.score.probability)
    (startCode, endCode) = (code(finding.range.start), code(finding.range.end))
    threshold = finding.threshold?.probability
    (severity, source, rule, treatment) = (finding.severity, finding.source, finding.rule, finding.treatment)
    let place = words.place(of: finding)
    speaker = place.speaker
    (before, text, after) = (place.before, place.text, place.after)
  }

  package var state: ReviewState { review?.state ?? .new }
  /// Whether it counts: nobody dismissed it.
  package var isOpen: Bool { state != .dismissed }
}
