package import Foundation
import Moderation
import PluginKit
import Timeline
import Transcript

/// A report as JSON. Documentation/moderation-report.schema.json describes it; version 1 only grows.
package enum ReportJSON {
  package static let schema = "org.surtitle.moderation-report"
  package static let version = 1

  /// - Parameter indented: whether people read it as well.
  package static func data(of report: ModerationReport, indented: Bool = true) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if indented { encoder.outputFormatting.insert(.prettyPrinted) }
    return HardenedJSON.data(try encoder.encodeInParts(ReportDocument(report))) + [UInt8(ascii: "\n")]
  }
}

struct ReportDocument: LongDocument {
  let schema = ReportJSON.schema
  let schemaVersion = ReportJSON.version
  let media: SubjectFields
  let timecode: TimecodeFields
  let summary: TotalFields
  let scores: [SourceFields]
  /// Left out where all was judged.
  let unjudged: [Unjudged]?
  /// Left out where nobody told.
  let origin: OriginFields?
  var findings: [RowFields]

  init(_ report: ModerationReport) {
    media = SubjectFields(report.media)
    timecode = TimecodeFields(report.timeCodes)
    summary = TotalFields(report.totals)
    scores = report.scores.map(SourceFields.init)
    unjudged = report.unjudged.isEmpty ? nil : report.unjudged
    origin = report.origin.map(OriginFields.init)
    findings = report.rows.map(RowFields.init)
  }

  var parts: (frame: Self, lists: [LongList]) {
    var frame = self
    frame.findings = []
    return (frame, [LongList("findings", findings)])
  }
}

struct SubjectFields: Encodable {
  let name: String
  let path: String?
  let link: String?
  let duration: Double
  let frameRate: String?
  let hasPicture: Bool
  let language: String

  init(_ media: ModerationReport.Subject) {
    (name, path, link) = (media.name, media.path, media.link)
    (duration, frameRate) = (media.duration.jsonSeconds, media.frameRate?.description)
    (hasPicture, language) = (media.hasPicture, media.language.code)
  }
}

struct TimecodeFields: Encodable {
  let frameRate: String
  let dropFrame: Bool

  init(_ count: TimeCodeCount) {
    (frameRate, dropFrame) = (count.frameRate.description, count.isDropFrame)
  }
}

struct TotalFields: Encodable {
  let findings: Int
  let states: [String: Int]
  let severities: [String: Int]
  let flagged: Double
  let worstScore: Double
  let worstSeverity: String?
  let categories: [CategoryFields]

  init(_ totals: ReportTotals) {
    findings = totals.count
    states = Dictionary(uniqueKeysWithValues: ReviewState.allCases.map { ($0.rawValue, totals.count($0)) })
    severities = Dictionary(
      uniqueKeysWithValues: Severity.allCases.map { ($0.rawValue, totals.severities[$0] ?? 0) })
    (flagged, worstScore) = (totals.flagged.jsonSeconds, totals.worstScore.rounded4)
    worstSeverity = totals.worstSeverity?.rawValue
    categories = totals.categories.map(CategoryFields.init)
  }
}

struct CategoryFields: Encodable {
  let category: String
  let findings: Int
  let dismissed: Int
  let flagged: Double
  let worstScore: Double
  let worstSeverity: String?

  init(_ total: ReportTotals.Category) {
    (category, findings, dismissed) = (total.category, total.count, total.dismissed)
    (flagged, worstScore) = (total.flagged.jsonSeconds, total.worstScore.rounded4)
    worstSeverity = total.worstSeverity?.rawValue
  }
}

struct SourceFields: Encodable {
  struct Score: Encodable {
    let category: String
    let worst: Double
    let mean: Double
  }

  let source: String
  let utterances: Int
  let categories: [Score]

  init(_ scores: ModerationReport.SourceScores) {
    (source, utterances) = (scores.source, scores.utterances)
    categories = scores.categories.map {
      Score(category: $0.category, worst: $0.worst.rounded4, mean: $0.mean.rounded4)
    }
  }
}

struct RowFields: Encodable {
  struct Review: Encodable {
    let state: String
    let by: String?
    let at: String?
    let reason: String?
  }

  let id: String?
  let category: String
  let start: Double
  let end: Double
  let startTimecode: String
  let endTimecode: String
  let score: Double
  let threshold: Double?
  let severity: String?
  let source: String
  let rule: String?
  let treatment: Treatment?
  let speaker: String?
  let before: String
  let text: String
  let after: String
  let review: Review

  init(_ row: ReportRow) {
    id = row.review?.identity.rawValue
    (category, source, rule, treatment) = (row.category, row.source, row.rule, row.treatment)
    (start, end) = (row.range.start.jsonSeconds, row.range.end.jsonSeconds)
    (startTimecode, endTimecode) = (row.startCode.description, row.endCode.description)
    (score, threshold) = (row.score.rounded4, row.threshold?.rounded4)
    (severity, speaker) = (row.severity?.rawValue, row.speaker)
    (before, text, after) = (row.before, row.text, row.after)
    let decision = row.review?.decision
    review = Review(
      state: row.state.rawValue, by: decision?.by, at: decision.map { ReportText.moment($0.time) },
      reason: decision?.reason)
  }
}

extension Double {
  /// Four decimal places, 0…1.
  var rounded4: Double { (probability * 10_000).rounded() / 10_000 }
}
