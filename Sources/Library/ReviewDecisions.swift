internal import Foundation
package import Moderation

/// What was decided last about each finding in one file's contents.
package struct ReviewDecisions: Sendable {
  private var last: [FindingIdentity: AuditEntry] = [:]
  /// By category and words.
  private var alike: [[String]: [AuditEntry]] = [:]

  /// - Parameter entries: of one file's contents, in their order.
  package init(_ entries: some Sequence<AuditEntry>) {
    for entry in entries { last[entry.finding] = entry }
    alike = Dictionary(grouping: last.values) { [$0.category, $0.words] }
  }

  package var isEmpty: Bool { last.isEmpty }

  /// The reviews of findings, in their order. A finding on which there is no entry has that of one with the same category
  /// and the same words whose time overlaps its own, and which is not among `subjects` itself: another version of a
  /// recogniser places words a little elsewhere.
  package func reviews(of subjects: [ReviewSubject]) -> [FindingReview] {
    let present = Set(subjects.map(\.identity))
    return subjects.map { subject in
      let entry = last[subject.identity] ?? moved(subject, present: present)
      guard let decision = entry?.decision, decision.state != .new else {
        return FindingReview(identity: subject.identity)
      }
      return FindingReview(identity: subject.identity, decision: decision)
    }
  }

  private func moved(_ subject: ReviewSubject, present: Set<FindingIdentity>) -> AuditEntry? {
    func overlap(_ entry: AuditEntry) -> Int64 { min(entry.end, subject.end) - max(entry.start, subject.start) }
    return (alike[[subject.category, subject.words]] ?? [])
      .filter { !present.contains($0.finding) && overlap($0) > 0 }
      .max { (overlap($0), $0.number) < (overlap($1), $1.number) }
  }

  /// Changes where anything of what was decided does; empty where nothing was.
  package var digest: String {
    guard !last.isEmpty else { return "" }
    let entries = last.values.sorted { $0.finding.rawValue < $1.finding.rawValue }.map(\.digest)
    return ContentDigest(of: Data(entries.joined(separator: "\n").utf8)).description
  }
}
