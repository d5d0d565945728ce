internal import GRDB
package import Moderation
internal import Synchronization
package import SystemPackage

/// Decisions of people about findings, in a database of its own: it is never begun anew, as the catalogue may be, since
/// nothing else holds what is in it.
///
/// There is one table, to which entries are only added; the last entry on a finding is what holds. Each entry has a
/// digest over itself and the entry before, so that a change of an old one shows.
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
        var last = try Row.fetchOne(database, sql: "SELECT * FROM audit ORDER BY number DESC LIMIT 1").map(
          AuditEntry.init)
        return try drafts.map { draft in
          var entry = AuditEntry(
            number: (last?.number ?? 0) + 1, media: draft.media.description, mediaName: draft.mediaName,
            finding: draft.subject.identity, category: draft.subject.category, start: draft.subject.start,
            end: draft.subject.end, words: draft.subject.words, decision: draft.decision, digest: "")
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
      return try database.read { database in
        guard let media else {
          return try Row.fetchAll(database, sql: "SELECT * FROM audit ORDER BY number").map(AuditEntry.init)
        }
        return try Row.fetchAll(
          database, sql: "SELECT * FROM audit WHERE media = ? ORDER BY number", arguments: [media.description]
        ).map(AuditEntry.init)
      }
    }
  }

  /// What holds of the findings in one file's contents: the last entry on each.
  package func decisions(on media: Fingerprint) throws -> ReviewDecisions {
    ReviewDecisions(try entries(of: media))
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
    } catch let error as DatabaseError {
      let advice =
        error.isDamage
        ? "; put a copy of it from a backup in its place, or move it away to begin anew without its decisions"
        : error.resultCode == .SQLITE_FULL ? "; make room on this disk" : ""
      throw LibraryError(
        .state, path, "the reviews cannot be read or written: \(error.message ?? "\(error.resultCode)")\(advice)")
    }
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

/// The tables of the reviews.
enum ReviewSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE audit (
            number INTEGER PRIMARY KEY, media TEXT NOT NULL, mediaName TEXT NOT NULL, finding TEXT NOT NULL,
            category TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
            state TEXT NOT NULL, "by" TEXT NOT NULL, time INTEGER NOT NULL, reason TEXT NOT NULL, digest TEXT NOT NULL
          );
          CREATE INDEX auditByMedia ON audit (media, number);
          CREATE TRIGGER auditStays BEFORE UPDATE ON audit BEGIN
            SELECT RAISE(ABORT, 'entries of the audit trail are not changed');
          END;
          CREATE TRIGGER auditKeeps BEFORE DELETE ON audit BEGIN
            SELECT RAISE(ABORT, 'entries of the audit trail are not removed');
          END;
          CREATE TRIGGER auditGrows BEFORE INSERT ON audit
          WHEN NEW.number IS NOT (SELECT COALESCE(MAX(number), 0) + 1 FROM audit) BEGIN
            SELECT RAISE(ABORT, 'entries of the audit trail follow each other');
          END;
          """)
    }
    return migrator
  }
}

extension AuditEntry {
  /// From the columns of the table. A state that this version does not know counts as none.
  fileprivate init(_ row: Row) {
    self.init(
      number: row["number"], media: row["media"], mediaName: row["mediaName"],
      finding: FindingIdentity(rawValue: row["finding"]), category: row["category"], start: row["start"],
      end: row["end"], words: row["words"],
      decision: ReviewDecision(
        state: ReviewState(rawValue: row["state"]) ?? .new, by: row["by"], time: row["time"], reason: row["reason"]),
      digest: row["digest"])
  }
}
