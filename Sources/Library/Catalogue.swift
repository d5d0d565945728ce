internal import Foundation
internal import GRDB
package import SystemPackage

/// What is known about media files and about the files that were made for them. SQLite, safe for several processes.
package final class Catalogue: Sendable {
  private let database: DatabasePool

  /// Opens or makes the database at `path`.
  ///
  /// - Throws: `LibraryError` with the code `state`.
  package init(path: FilePath) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    do {
      database = try DatabasePool(path: path.string, configuration: configuration)
      try Self.migrator.migrate(database)
    } catch {
      throw LibraryError(.state, path, "cannot open the catalogue: \(error)")
    }
  }

  /// The fingerprint of the file at `path`, read from the file only when it was not seen before or has changed.
  package func fingerprint(of path: FilePath, identity: FileIdentity) throws -> Fingerprint {
    let known = try database.read { database in
      try Row.fetchOne(
        database, sql: "SELECT size, modified, inode, fingerprint FROM media WHERE path = ?", arguments: [path.data])
    }
    if let known, known["size"] == identity.size, known["modified"] == identity.modified,
      known["inode"] == Int64(bitPattern: identity.inode)
    {
      return Fingerprint(stored: known["fingerprint"])
    }
    let fingerprint = try Fingerprint(of: path, identity: identity)
    try database.write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO media (path, size, modified, inode, fingerprint) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          path.data, identity.size, identity.modified, Int64(bitPattern: identity.inode), fingerprint.description,
        ])
    }
    return fingerprint
  }

  /// How `stage` was last made for the file at `path`: what a stale result is compared with.
  package func recipe(of stage: String, for path: FilePath) throws -> Recipe? {
    let text = try database.read { database in
      try String.fetchOne(
        database, sql: "SELECT recipe FROM stage WHERE path = ? AND stage = ?", arguments: [path.data, stage])
    }
    return text.flatMap { try? JSONDecoder().decode(Recipe.self, from: Data($0.utf8)) }
  }

  package func record(_ recipe: Recipe, for path: FilePath) throws {
    let text = String(decoding: try JSONEncoder().encode(recipe), as: UTF8.self)
    try database.write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO stage (path, stage, recipe) VALUES (?, ?, ?)",
        arguments: [path.data, recipe.stage, text])
    }
  }

  /// What was written to `path`, or nil when nothing was.
  package func deliverable(at path: FilePath) throws -> Deliverable? {
    try database.read { database in
      try Row.fetchOne(
        database, sql: "SELECT media, digest, key FROM deliverable WHERE path = ?", arguments: [path.data]
      ).map { row in
        Deliverable(
          path: path, media: FilePath(bytes: row["media"] as Data), digest: ContentDigest(stored: row["digest"]),
          key: LayerKey(hexadecimal: row["key"]))
      }
    }
  }

  package func record(_ deliverable: Deliverable) throws {
    try database.write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO deliverable (path, media, digest, key) VALUES (?, ?, ?, ?)",
        arguments: [
          deliverable.path.data, deliverable.media.data, deliverable.digest.description, deliverable.key.hexadecimal,
        ])
    }
  }

  /// The one of `candidates` for which files named `<stem>.…` were written, if any. Files that carry the whole name of
  /// their media (`Film.mp4.en.srt`) do not count as named after the stem.
  package func owner(ofNamesLike stem: FilePath, among candidates: Set<FilePath>) -> FilePath? {
    guard candidates.count > 1 else { return candidates.first }
    let rows = try? database.read { database in
      try Row.fetchAll(
        database, sql: "SELECT path, media FROM deliverable WHERE path >= ? AND path < ? ORDER BY path",
        arguments: [Data(stem.bytes + [UInt8(ascii: ".")]), Data(stem.bytes + [UInt8(ascii: "/")])])
    }
    return (rows ?? []).lazy.compactMap { row -> FilePath? in
      let media = FilePath(bytes: row["media"] as Data)
      let name = FilePath(bytes: row["path"] as Data).nameBytes
      return candidates.contains(media) && !name.starts(with: media.nameBytes + [UInt8(ascii: ".")]) ? media : nil
    }.first
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE media (
            path BLOB PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, inode INTEGER NOT NULL,
            fingerprint TEXT NOT NULL
          ) WITHOUT ROWID;
          CREATE TABLE stage (
            path BLOB NOT NULL, stage TEXT NOT NULL, recipe TEXT NOT NULL, PRIMARY KEY (path, stage)
          ) WITHOUT ROWID;
          CREATE TABLE deliverable (
            path BLOB PRIMARY KEY, media BLOB NOT NULL, digest TEXT NOT NULL, key TEXT NOT NULL
          ) WITHOUT ROWID;
          """)
    }
    return migrator
  }
}

extension FilePath {
  fileprivate var data: Data { Data(bytes) }
}
