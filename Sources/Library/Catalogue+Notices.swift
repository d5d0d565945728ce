internal import Foundation
internal import GRDB
internal import SystemPackage

/// Messages that wait to be delivered. They outlive the program that left them.
extension Catalogue {
  /// All of them, the oldest first.
  package func notices() throws -> [Notice] {
    try database.read { try Row.fetchAll($0, sql: "SELECT * FROM notice ORDER BY created, id").map(Notice.init) }
  }

  package func record(_ notices: [Notice]) throws {
    guard !notices.isEmpty else { return }
    try database.write { try Self.insert(notices, $0) }
  }

  /// What waits, in short.
  package struct NoticeSummary: Hashable, Sendable {
    package var count = 0
    /// When the next one may be tried, seconds since 1970.
    package var due: Double?
    /// Why some try failed.
    package var error: String?

    package init(count: Int = 0, due: Double? = nil, error: String? = nil) {
      (self.count, self.due, self.error) = (count, due, error)
    }
  }

  package func noticeSummary() throws -> NoticeSummary {
    try database.read { database in
      // Each is answered by an index: the messages themselves are long.
      NoticeSummary(
        count: try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM notice") ?? 0,
        due: try Double.fetchOne(database, sql: "SELECT MIN(due) FROM notice"),
        error: try String.fetchOne(database, sql: "SELECT MAX(error) FROM notice WHERE error IS NOT NULL"))
    }
  }

  /// Forgets what was left before `limit`, seconds since 1970, and tried in vain; returns how many that were. What was
  /// never tried stays: the clock may have been wrong when it was left.
  package func removeNotices(before limit: Double) throws -> Int {
    let isOld = "created < ? AND tries > 0"
    let isAny = try database.read {
      try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM notice WHERE \(isOld))", arguments: [limit]) ?? false
    }
    guard isAny else { return 0 }
    return try database.write {
      try $0.execute(sql: "DELETE FROM notice WHERE \(isOld)", arguments: [limit])
      return $0.changesCount
    }
  }

  /// Up to `limit` messages that may be tried now. Nobody else gets them before `lease` seconds have passed.
  ///
  /// - Parameter now: seconds since 1970.
  package func takeNotices(_ limit: Int, now: Double, lease: Double) throws -> [Notice] {
    // A clock that was wrong for a while must not keep a message for ever. Each look is one at an index.
    let looks = [("due <= ?", now), ("due > ?", now + Self.longestDelay)]
    func isDue(_ database: Database, _ look: (condition: String, time: Double)) throws -> Bool {
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM notice WHERE \(look.condition))", arguments: [look.time]) ?? false
    }
    // Most looks find nothing, and are none of the writer's business.
    guard let due = try database.read({ database in try looks.first { try isDue(database, $0) } }) else { return [] }
    return try database.write { database in
      let notices = try Row.fetchAll(
        database, sql: "SELECT * FROM notice WHERE \(due.0) ORDER BY due, created, id LIMIT \(limit)",
        arguments: [due.1]
      ).map(Notice.init)
      for notice in notices {
        try database.execute(sql: "UPDATE notice SET due = ? WHERE id = ?", arguments: [now + lease, notice.id])
      }
      return notices
    }
  }

  /// Longer than anything waits.
  private static let longestDelay = 86_400.0

  /// Forgets one that was delivered, or given up.
  package func removeNotice(_ id: String) throws {
    try database.write { try $0.execute(sql: "DELETE FROM notice WHERE id = ?", arguments: [id]) }
  }

  /// Keeps that a try failed; `notice` has the count of tries, the reason and when to try again.
  package func postpone(_ notice: Notice) throws {
    try database.write {
      try $0.execute(
        sql: "UPDATE notice SET tries = ?, due = ?, error = ? WHERE id = ?",
        arguments: [notice.tries, notice.due, notice.error, notice.id])
    }
  }

  static func insert(_ notices: [Notice], _ database: Database) throws {
    for notice in notices {
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO notice (id, target, subject, body, created, tries, due, error)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          notice.id, notice.target, notice.subject.data, notice.body, notice.created, notice.tries, notice.due,
          notice.error,
        ])
    }
  }
}

extension Notice {
  fileprivate init(_ row: Row) throws {
    self.init(
      id: try row.read("id"), target: try row.read("target"),
      subject: FilePath(bytes: try row.read("subject", as: Data.self)), body: try row.read("body"),
      created: try row.readTime("created"))
    (tries, due, error) = (try row.readCount("tries"), try row.readTime("due"), try row.readIfPresent("error"))
  }
}
