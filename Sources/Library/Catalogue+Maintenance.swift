internal import Foundation
internal import GRDB
package import SystemPackage

/// What the catalogue holds, and leaving out what is of no use.
extension Catalogue {
  package struct Counts: Hashable, Sendable {
    package var media = 0
    package var results = 0
    package var verdicts = 0
  }

  package func counts() throws -> Counts {
    try database.read { database in
      func count(_ table: String) throws -> Int {
        try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM \(table)") ?? 0
      }
      return Counts(media: try count("media"), results: try count("deliverable"), verdicts: try count("verdict"))
    }
  }

  /// The keys of the results that the last recipe of some file asks for, and of those that it is made from: these may
  /// have been stored for another file, or before the catalogue was begun anew.
  package func keysInUse() throws -> Set<LayerKey> {
    let decoder = JSONDecoder()
    return try database.read { database in
      var keys: Set<LayerKey> = []
      let rows = try Row.fetchCursor(database, sql: "SELECT key, recipe FROM stage")
      while let row = try rows.next() {
        keys.insert(LayerKey(hexadecimal: try row.read("key")))
        let text = try row.read("recipe", as: String.self)
        keys.formUnion(try decoder.decode(Recipe.self, from: Data(text.utf8)).inputs)
      }
      return keys
    }
  }

  /// Looks which media files are not there any more and keeps since when, so that a scan has time to find where they went.
  /// Those on a file system that is not mounted are away, not gone.
  ///
  /// - Parameter now: seconds since 1970.
  /// - Returns: those that have been gone since `limit` or longer.
  package func noteGoneMedia(now: Double, since limit: Double) throws -> [FilePath] {
    let rows = try database.read {
      try Row.fetchAll(
        $0,
        sql: """
          SELECT folder, name, MAX(volume) AS volume, MAX(matters) AS matters FROM (
            SELECT folder, name, volume, 1 AS matters FROM media UNION ALL
            SELECT folder, name, volume, 1 FROM job WHERE state IN (?, ?) UNION ALL
            SELECT folder, name, NULL, 0 FROM probe UNION ALL
            SELECT folder, name, NULL, 0 FROM stage UNION ALL
            SELECT folder, name, NULL, 0 FROM verdict
          ) GROUP BY folder, name
          """, arguments: [Job.State.failed.rawValue, Job.State.setAside.rawValue])
    }
    let gone = try rows.filter { row in
      let path = try Place(row).path
      // Without a volume nobody knows whether its disk is there. Of what was only looked at nothing is lost.
      guard let volume = try row.readIfPresent("volume", as: Int64.self) else {
        return try !row.read("matters", as: Bool.self) && FileSystem.isAbsent(path)
      }
      return FileSystem.isGone(path, from: volume)
    }.map { try Place($0) }
    return try database.write { database in
      let known = try Row.fetchAll(database, sql: "SELECT * FROM gone").map {
        (try Place($0), try $0.readTime("since"))
      }
      let since = Dictionary(known) { first, _ in first }
      // A clock that starts in 1970 must not make them gone for half a century.
      let now = max(now, try Double.fetchOne(database, sql: "SELECT MAX(used) FROM target") ?? now)
      try database.execute(sql: "DELETE FROM gone")
      for place in gone {
        try database.execute(
          sql: "INSERT INTO gone (folder, name, since) VALUES (?, ?, ?)",
          arguments: [place.folder, place.name, since[place] ?? now])
      }
      return gone.filter { since[$0] ?? now <= limit }.map(\.path)
    }
  }

  /// Keeps that the files `names` of `folder` are there: those that were found gone before are back.
  package func noteThere(_ names: some Sequence<[UInt8]>, in folder: FilePath) throws {
    let gone = try database.read {
      try Data.fetchSet($0, sql: "SELECT name FROM gone WHERE folder = ?", arguments: [folder.data])
    }
    guard !gone.isEmpty else { return }
    let back = names.map { Data($0) }.filter(gone.contains)
    guard !back.isEmpty else { return }
    try database.write { database in
      for name in back {
        try database.execute(sql: "DELETE FROM gone WHERE folder = ? AND name = ?", arguments: [folder.data, name])
      }
    }
  }

  /// Forgets verdicts under settings that nobody used since `limit`, seconds since 1970; returns how many they were.
  /// Uses are noted once a day, so that the last two days are always kept.
  ///
  /// - Parameter now: seconds since 1970.
  package func forgetVerdicts(unusedSince limit: Double, now: Double, dryRun: Bool = false) throws -> Int {
    let limit = min(limit, now - 2 * 86_400)
    let unused = "target NOT IN (SELECT name FROM target WHERE used > ?)"
    let count = try database.read {
      try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM verdict WHERE \(unused)", arguments: [limit]) ?? 0
    }
    guard count > 0, !dryRun else { return count }
    try database.write {
      try $0.execute(sql: "DELETE FROM verdict WHERE \(unused)", arguments: [limit])
      try $0.execute(sql: "DELETE FROM target WHERE used <= ?", arguments: [limit])
    }
    return count
  }

  /// Forgets all about `media`; files that were written for them are left where they are, and are then somebody else's.
  package func forget(_ media: [FilePath]) throws {
    try database.write { database in
      for path in media {
        let place = Place(path)
        for table in ["media", "probe", "stage", "verdict", "job", "gone"] {
          try database.execute(
            sql: "DELETE FROM \(table) WHERE folder = ? AND name = ?", arguments: [place.folder, place.name])
        }
        try database.execute(sql: "DELETE FROM deliverable WHERE media = ?", arguments: [path.data])
      }
    }
  }

  /// Gives unused space in the file back.
  package func compact() throws { try database.vacuum() }
}
