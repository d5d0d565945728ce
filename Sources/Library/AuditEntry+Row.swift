internal import GRDB
internal import Moderation

/// Something in the store of reviews that no surtitle writes.
struct DamagedReviews: Error {
  /// What it is, and what is wrong with it.
  var description: String
}

extension AuditEntry {
  /// From the columns of the table, of which nothing is believed. A state that this version does not know counts as none.
  init(reading row: Row) throws(DamagedReviews) {
    let columns = Dictionary(row.map { ($0.0, $0.1.storage) }) { first, _ in first }
    // Room to calculate with them.
    let sizes = -(Int64.max / 4)...Int64.max / 4
    func damage(_ column: String) -> DamagedReviews {
      let place = if case .int64(let number)? = columns["number"] { "entry \(number)" } else { "an entry" }
      return DamagedReviews(description: "\(place) is damaged: its “\(column)” cannot be read")
    }
    func number(_ column: String) throws(DamagedReviews) -> Int64 {
      guard case .int64(let number)? = columns[column], sizes.contains(number) else { throw damage(column) }
      return number
    }
    func text(_ column: String) throws(DamagedReviews) -> String {
      guard case .string(let text)? = columns[column] else { throw damage(column) }
      return text
    }
    self.init(
      number: try number("number"), media: try text("media"), mediaName: try text("mediaName"),
      finding: FindingIdentity(rawValue: try text("finding")), category: try text("category"),
      start: try number("start"), end: try number("end"), words: try text("words"),
      decision: ReviewDecision(
        state: ReviewState(rawValue: try text("state")) ?? .new, by: try text("by"), time: try number("time"),
        reason: try text("reason")),
      digest: try text("digest"))
  }
}
