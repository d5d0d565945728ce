internal import Foundation
package import Moderation

/// What was decided last about each finding in one file's contents.
package struct ReviewDecisions: Sendable {
  /// A finding as the trail knows it.
  private struct Known: Hashable {
    var finding: FindingIdentity
    var words: String
  }

  private var last: [Known: AuditEntry] = [:]
  /// By category and words.
  private var alike: [[String]: [AuditEntry]] = [:]
  private let key: WordsKey?

  /// Where nobody decided.
  package static let none = ReviewDecisions()

  private init() { key = nil }

  /// - Parameter entries: of one file's contents, in their order.
  init(_ entries: [AuditEntry], key: WordsKey) {
    self.key = key
    for entry in entries { last[Known(finding: entry.finding, words: entry.words)] = entry }
    alike = Dictionary(grouping: last.values) { [$0.category, $0.words] }
  }

  package var isEmpty: Bool { last.isEmpty }

  /// The reviews of findings, in their order. A finding on which there is no entry has that of one with the same category
  /// and the same words whose time overlaps its own, and which is not among `subjects` itself: another version of a
  /// recogniser places words a little elsewhere. What was decided about other words at the same time says nothing.
  package func reviews(of subjects: [ReviewSubject]) -> [FindingReview] {
    guard let key else { return subjects.map { FindingReview(identity: $0.identity) } }
    let known = subjects.map { Known(finding: $0.identity, words: key.digest(of: $0)) }
    let present = Set(known)
    return zip(subjects, known).map { subject, known in
      let entry = last[known] ?? moved(subject, known.words, present: present)
      guard let decision = entry?.decision, decision.state != .new else {
        return FindingReview(identity: subject.identity)
      }
      return FindingReview(identity: subject.identity, decision: decision)
    }
  }

  private func moved(_ subject: ReviewSubject, _ words: String, present: Set<Known>) -> AuditEntry? {
    func overlap(_ entry: AuditEntry) -> Int64 { min(entry.end, subject.end) - max(entry.start, subject.start) }
    return (alike[[subject.category, words]] ?? [])
      .filter { !present.contains(Known(finding: $0.finding, words: words)) && overlap($0) > 0 }
      .max { (overlap($0), $0.number) < (overlap($1), $1.number) }
  }

  /// Changes where anything of what was decided does; empty where nothing was.
  package var digest: String {
    guard !last.isEmpty else { return "" }
    let entries = last.values.sorted { $0.number < $1.number }.map(\.digest)
    return ContentDigest(of: Data(entries.joined(separator: "\n").utf8)).description
  }
}
