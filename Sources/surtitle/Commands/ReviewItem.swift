internal import Foundation
internal import Library
internal import Moderation
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import Reporting
internal import Timeline

/// A finding that can be decided about.
struct ReviewItem: Sendable {
  let item: MediaItem
  /// What the file is called in the trail.
  let mediaName: String
  let row: ReportRow
  let subject: ReviewSubject

  var session: ReviewSession.Item { ReviewSession.Item(file: item.shown.display, row: row) }

  func line(words: Bool) -> String {
    var fields = [
      subject.identity.short, row.state.rawValue.padded(to: 9), ReportText.clock(row.range.start),
      ReportText.plain(row.category, limit: 60), row.severity?.rawValue ?? "–", ReportText.score(row.score),
      item.shown.display,
    ]
    if words, !row.text.isEmpty { fields.append("“\(ReportText.plain(row.text, limit: 200))”") }
    var line = fields.joined(separator: "  ") + "\n"
    if let decision = row.review?.decision {
      line += "  \(ReportText.moment(decision.time)) \(ReportText.plain(decision.by))"
      if !decision.reason.isEmpty { line += ": \(ReportText.plain(decision.reason, limit: 300))" }
      line += "\n"
    }
    return line
  }

  func json(words: Bool) -> String {
    var members = JSONText.path(item.path)
    members["id"] = .string(subject.identity.rawValue)
    members["category"] = .string(row.category)
    members["state"] = .string(row.state.rawValue)
    members["start"] = .number(row.range.start.jsonSeconds)
    members["end"] = .number(row.range.end.jsonSeconds)
    members["startTimecode"] = .string(row.startCode.description)
    members["score"] = .number(row.score)
    members["severity"] = (row.severity?.rawValue).map(JSONValue.string)
    members["speaker"] = row.speaker.map(JSONValue.string)
    members["source"] = .string(row.source)
    members["rule"] = row.rule.map(JSONValue.string)
    if words { members["text"] = .string(row.text) }
    if let decision = row.review?.decision {
      members["by"] = .string(decision.by)
      members["at"] = .string(ReportText.moment(decision.time))
      members["reason"] = .string(decision.reason)
    }
    return JSONValue.object(members).line
  }
}

extension StoredFile {
  /// Its findings in time order, without the rest of what is said in it.
  var reviewItems: [ReviewItem] {
    let known = Dictionary(subjects.map { ($0.identity, $0) }) { first, _ in first }
    var seen: Set<FindingIdentity> = []
    return ModerationReport(input, path: item.shown.display).rows.compactMap { row in
      // What two annotators say is one thing to decide about.
      guard let identity = row.review?.identity, let subject = known[identity], seen.insert(identity).inserted
      else { return nil }
      return ReviewItem(item: item, mediaName: input.mediaName, row: row, subject: subject)
    }
  }
}

/// Takes decisions to the store.
struct ReviewDesk: Sendable {
  let workspace: Workspace
  let author: String

  @discardableResult
  func decide(_ items: [ReviewItem], _ state: ReviewState, reason: String) throws -> [AuditEntry] {
    let now = Int64((Date().timeIntervalSince1970 * 1000).rounded())
    let decision = ReviewDecision(
      state: state, by: ReportText.plain(author, limit: 200), time: now,
      reason: ReportText.plain(reason, limit: 2000))
    return try workspace.decide(
      items.map {
        ReviewStore.Draft(
          media: $0.subject.media, mediaName: $0.mediaName, subject: $0.subject, decision: decision)
      })
  }
}
