internal import GRDB
package import Moderation
internal import Synchronization
package import SystemPackage

/// Decisions of people about findings, in a database of its own: it is never begun anew, as the catalogue may be, since
/// nothing else holds what is in it.
///
/// There is one table of entries, to which they are only added; the last entry on a finding is what holds. Each has a
/// digest over itself and the entry before, so that a change of an old one shows. The words of findings are in them as
/// digests with a key that was made at random for the store and lies in it.
package final class ReviewStore: Sendable {
  package let path: FilePath
  private let opened = Mutex<DatabaseQueue?>(nil)

  /// Nothing is opened or made until somebody decides.
  package init(path: FilePath) {
    self.path = path
  }

  /// A decision on its way into the trail.
  package struct Draft: Hashable, Sendable {
    package var media: Fingerprint
    package var mediaName: String
    package var subject: ReviewSubject
    package var decision: ReviewDecision

    package init(media: Fingerprint, mediaName: String, subject: ReviewSubject, decision: ReviewDecision) {
      (self.media, self.mediaName, self.subject, self.decision) = (media, mediaName, subject, decision)
    }
  }

  /// Adds decisions to the trail: all of them, or none. They outlive a loss of power once this returns.
  ///
  /// - Throws: `LibraryError` with the code `state`.
  @discardableResult
  package func add(_ drafts: [Draft]) throws -> [AuditEntry] {
    try reporting {
      guard let database = try database(creating: true) else { return [] }
      return try database.write { database in
        let key = try ReviewSchema.wordsKey(database)
        var last = try Row.fetchOne(database, sql: "SELECT * FROM audit ORDER BY number DESC LIMIT 1").map {
          try AuditEntry(reading: $0)
        }
        return try drafts.map { draft in
          var entry = AuditEntry(
            number: (last?.number ?? 0) + 1, media: draft.media.description, mediaName: draft.mediaName,
            finding: draft.subject.identity, category: draft.subject.category, start: draft.subject.start,
            end: draft.subject.end, words: key.digest(of: draft.subject), decision: draft.decision, digest: "")
          entry.digest = AuditTrail.digest(of: entry, after: last?.digest ?? "")
          try Self.insert(entry, into: database)
          last = entry
          return entry
        }
      }
    }
  }

  /// All entries, or those about one file's contents, in their order.
  package func entries(of media: Fingerprint? = nil) throws -> [AuditEntry] {
    try reporting {
      guard let database = try database(creating: false) else { return [] }
      return try database.read { try Self.entries(of: media, in: $0) }
    }
  }

  /// What holds of the findings in one file's contents: the last entry on each.
  package func decisions(on media: Fingerprint) throws -> ReviewDecisions {
    try reporting {
      guard let database = try database(creating: false) else { return .none }
      return try database.read { database in
        let entries = try Self.entries(of: media, in: database)
        return entries.isEmpty ? .none : ReviewDecisions(entries, key: try ReviewSchema.wordsKey(database))
      }
    }
  }

  // MARK: - The database

  private func database(creating: Bool) throws -> DatabaseQueue? {
    try opened.withLock { opened in
      if let opened { return opened }
      guard creating || FileStatus.at(path) != nil else { return nil }
      var configuration = Configuration()
      configuration.busyMode = .timeout(30)
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
      let queue = try DatabaseQueue(path: path.string, configuration: configuration)
      let migrator = ReviewSchema.migrator
      guard try !queue.read(migrator.hasBeenSuperseded) else {
        throw LibraryError(.state, path, "these reviews were made by a newer surtitle; update this one")
      }
      try migrator.migrate(queue)
      opened = queue
      return queue
    }
  }

  private func reporting<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as LibraryError {
      throw error
    } catch let error as DatabaseError {
      // What is asked of it is always right: an error in that means that the tables are not those that were made.
      let isDamaged = error.isDamage || error.resultCode == .SQLITE_ERROR
      let advice = isDamaged ? Self.advice : error.resultCode == .SQLITE_FULL ? "; make room on this disk" : ""
      throw LibraryError(
        .state, path, "the reviews cannot be read or written: \(error.message ?? "\(error.resultCode)")\(advice)")
    } catch {
      let what = (error as? DamagedReviews)?.description ?? "it is damaged"
      throw LibraryError(.state, path, "the reviews cannot be read or written: \(what)\(Self.advice)")
    }
  }

  private static let advice =
    "; put a copy of it from a backup in its place, or move it away to begin anew without its decisions"

  private static func entries(of media: Fingerprint?, in database: Database) throws -> [AuditEntry] {
    let rows =
      try media.map {
        try Row.fetchCursor(
          database, sql: "SELECT * FROM audit WHERE media = ? ORDER BY number", arguments: [$0.description])
      } ?? Row.fetchCursor(database, sql: "SELECT * FROM audit ORDER BY number")
    var entries: [AuditEntry] = []
    while let row = try rows.next() { entries.append(try AuditEntry(reading: row)) }
    return entries
  }

  private static func insert(_ entry: AuditEntry, into database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO audit
        (number, media, mediaName, finding, category, start, "end", words, state, "by", time, reason, digest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        entry.number, entry.media, entry.mediaName, entry.finding.rawValue, entry.category, entry.start, entry.end,
        entry.words, entry.decision.state.rawValue, entry.decision.by, entry.decision.time, entry.decision.reason,
        entry.digest,
      ])
  }
}
