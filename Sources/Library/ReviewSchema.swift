internal import Foundation
internal import GRDB

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
          ) STRICT;
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
          CREATE TABLE secret (number INTEGER PRIMARY KEY CHECK (number = 1), key BLOB NOT NULL) STRICT;
          """)
      try database.execute(
        sql: "INSERT INTO secret (number, key) VALUES (1, ?)", arguments: [Data(WordsKey.random())])
    }
    return migrator
  }

  /// - Throws: `DamagedReviews`.
  static func wordsKey(_ database: Database) throws -> WordsKey {
    let row = try Row.fetchOne(database, sql: "SELECT key FROM secret")
    guard case .blob(let data)? = row?.first?.1.storage, let key = WordsKey(Array(data)) else {
      throw DamagedReviews(description: "the key of the words is missing")
    }
    return key
  }
}
