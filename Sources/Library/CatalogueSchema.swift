internal import Foundation
internal import GRDB
internal import SystemPackage

/// The tables of the catalogue, and the ways to them from those of earlier versions.
enum CatalogueSchema {
  static var migrator: DatabaseMigrator {
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
    migrator.registerMigration("2") { database in
      for table in ["media", "stage", "deliverable"] {
        try database.execute(sql: "ALTER TABLE \(table) RENAME TO \(table)1")
      }
      try database.execute(sql: tables)
      try carryOver(database)
      for table in ["media", "stage", "deliverable"] { try database.execute(sql: "DROP TABLE \(table)1") }
    }
    migrator.registerMigration("3") { database in
      try database.execute(
        sql: """
          CREATE TABLE notice (
            id TEXT PRIMARY KEY, target TEXT NOT NULL, subject BLOB NOT NULL, body BLOB NOT NULL, created REAL NOT NULL,
            tries INTEGER NOT NULL, due REAL NOT NULL, error TEXT
          ) WITHOUT ROWID;
          CREATE INDEX noticeByDue ON notice (due);
          CREATE INDEX deliverableByDigest ON deliverable (digest);
          """)
    }
    migrator.registerMigration("4") { database in
      try database.execute(
        sql: """
          CREATE TABLE gone (
            folder BLOB NOT NULL, name BLOB NOT NULL, since REAL NOT NULL, PRIMARY KEY (folder, name)
          ) WITHOUT ROWID;
          CREATE TABLE target (name TEXT PRIMARY KEY, used REAL NOT NULL) WITHOUT ROWID;
          INSERT INTO target (name, used) SELECT DISTINCT target, unixepoch() FROM verdict;
          ALTER TABLE job ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0;
          """)
    }
    migrator.registerMigration("5") { database in
      try database.execute(
        sql: """
          ALTER TABLE job ADD COLUMN volume INTEGER;
          CREATE INDEX noticeByCreated ON notice (created) WHERE tries > 0;
          CREATE INDEX noticeByError ON notice (error) WHERE error IS NOT NULL;
          """)
    }
    return migrator
  }

  private static let tables = """
    CREATE TABLE media (
      folder BLOB NOT NULL, name BLOB NOT NULL, volume INTEGER, size INTEGER NOT NULL, modified INTEGER NOT NULL,
      inode INTEGER NOT NULL, fingerprint TEXT NOT NULL, PRIMARY KEY (folder, name)
    ) WITHOUT ROWID;
    CREATE INDEX mediaByFingerprint ON media (fingerprint);
    CREATE INDEX mediaByInode ON media (inode);
    CREATE TABLE probe (
      folder BLOB NOT NULL, name BLOB NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
      inode INTEGER NOT NULL, info TEXT NOT NULL, PRIMARY KEY (folder, name)
    ) WITHOUT ROWID;
    CREATE TABLE stage (
      folder BLOB NOT NULL, name BLOB NOT NULL, stage TEXT NOT NULL, recipe TEXT NOT NULL, key TEXT NOT NULL,
      PRIMARY KEY (folder, name, stage)
    ) WITHOUT ROWID;
    CREATE TABLE deliverable (
      folder BLOB NOT NULL, name BLOB NOT NULL, media BLOB NOT NULL, digest TEXT NOT NULL, key TEXT NOT NULL,
      previous TEXT, size INTEGER, modified INTEGER, inode INTEGER, PRIMARY KEY (folder, name)
    ) WITHOUT ROWID;
    CREATE INDEX deliverableByMedia ON deliverable (media);
    CREATE TABLE verdict (
      folder BLOB NOT NULL, name BLOB NOT NULL, target TEXT NOT NULL, size INTEGER NOT NULL,
      modified INTEGER NOT NULL, inode INTEGER NOT NULL, status TEXT NOT NULL, rule TEXT, reason TEXT,
      evidence BLOB NOT NULL, details BLOB, PRIMARY KEY (folder, target, name)
    ) WITHOUT ROWID;
    CREATE TABLE job (
      folder BLOB NOT NULL, name BLOB NOT NULL, state TEXT NOT NULL, stage TEXT, fraction REAL,
      tries INTEGER NOT NULL, error TEXT, run TEXT, size INTEGER, modified INTEGER, inode INTEGER,
      updated REAL NOT NULL, due REAL, PRIMARY KEY (folder, name)
    ) WITHOUT ROWID;
    CREATE INDEX jobByState ON job (state);
    CREATE TABLE material (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
    """

  /// From the tables of version 1, whose paths were in one piece.
  private static func carryOver(_ database: Database) throws {
    for row in try Row.fetchAll(database, sql: "SELECT * FROM media1") {
      let place = Place(FilePath(bytes: try row.read("path", as: Data.self)))
      try database.execute(
        sql: "INSERT INTO media (folder, name, size, modified, inode, fingerprint) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          place.folder, place.name, try row.read("size", as: Int64.self), try row.read("modified", as: Int64.self),
          try row.read("inode", as: Int64.self),
          try row.read("fingerprint", as: String.self),
        ])
    }
    for row in try Row.fetchAll(database, sql: "SELECT * FROM stage1") {
      let place = Place(FilePath(bytes: try row.read("path", as: Data.self)))
      let text = try row.read("recipe", as: String.self)
      guard let recipe = try? JSONDecoder().decode(Recipe.self, from: Data(text.utf8)) else { continue }
      try database.execute(
        sql: "INSERT INTO stage (folder, name, stage, recipe, key) VALUES (?, ?, ?, ?, ?)",
        arguments: [place.folder, place.name, try row.read("stage", as: String.self), text, recipe.key.hexadecimal])
    }
    for row in try Row.fetchAll(database, sql: "SELECT * FROM deliverable1") {
      let place = Place(FilePath(bytes: try row.read("path", as: Data.self)))
      try database.execute(
        sql: "INSERT INTO deliverable (folder, name, media, digest, key) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          place.folder, place.name, try row.read("media", as: Data.self), try row.read("digest", as: String.self),
          try row.read("key", as: String.self),
        ])
    }
  }
}
