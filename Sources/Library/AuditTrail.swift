internal import Foundation
package import Moderation

/// The chain of digests that holds the entries of the audit trail together.
package enum AuditTrail {
  /// The digest of an entry, from its fields and from that of the entry before; the fields are preceded by their lengths,
  /// so that no two entries spell the same bytes.
  package static func digest(of entry: AuditEntry, after previous: String) -> String {
    let decision = entry.decision
    let fields = [
      previous, "\(entry.number)", entry.media, entry.mediaName, entry.finding.rawValue, entry.category,
      "\(entry.start)", "\(entry.end)", entry.words, decision.state.rawValue, decision.by, "\(decision.time)",
      decision.reason,
    ]
    let text = fields.map { "\($0.utf8.count):\($0)" }.joined()
    return ContentDigest(of: Data(text.utf8)).description
  }

  /// What is wrong with the trail; empty where nothing is. That entries at its end were cut off shows only against a
  /// digest that was noted elsewhere.
  ///
  /// - Parameter entries: all, in their order.
  package static func problems(of entries: [AuditEntry]) -> [String] {
    var problems: [String] = []
    var previous = ""
    for (index, entry) in entries.enumerated() {
      if entry.number != Int64(index) + 1 {
        problems.append("entry \(index + 1) is missing, the next one has the number \(entry.number)")
        break
      }
      if digest(of: entry, after: previous) != entry.digest {
        problems.append("entry \(entry.number) is not as it was written, or the one before it is not")
      }
      previous = entry.digest
    }
    return problems
  }
}
