internal import GRDB

/// The tables of the index, and the ways to them from those of earlier versions.
///
/// Rows of a file lie side by side: segments `first..<first + count`, spans likewise, so that they are found without an
/// index of their own. Their numbers are never given again, so that readers of an earlier state find its vectors. `words` is searched for words; `term` has each word once, and `termPieces` any three letters of it
/// in a row, for parts of words; `pieces` those of segments in languages without spaces. `rowLength` has how many words
/// segments have, a byte each, many in a row: what ranks them reads thousands.
enum IndexSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { try $0.execute(sql: tables) }
    return migrator
  }

  /// Words are letters and digits in a row, whatever their case and diacritics.
  static let tokenizer = "unicode61 remove_diacritics 2"

  private static let tables = """
    CREATE TABLE file (
      id INTEGER PRIMARY KEY, folder BLOB NOT NULL, name BLOB NOT NULL, shown TEXT NOT NULL, fingerprint TEXT NOT NULL,
      key TEXT NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL, duration INTEGER NOT NULL,
      modified INTEGER NOT NULL, metadata TEXT NOT NULL, firstSegment INTEGER NOT NULL, segmentCount INTEGER NOT NULL,
      firstSpan INTEGER NOT NULL, spanCount INTEGER NOT NULL, UNIQUE (folder, name)
    ) STRICT;
    CREATE INDEX fileBySegment ON file (firstSegment);
    CREATE TABLE segment (
      id INTEGER PRIMARY KEY, file INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
      language TEXT NOT NULL, trust REAL NOT NULL, speaker TEXT, categories TEXT, starts BLOB NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    CREATE TABLE span (
      id INTEGER PRIMARY KEY, file INTEGER NOT NULL, firstSegment INTEGER NOT NULL, segmentCount INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE counter (name TEXT PRIMARY KEY, next INTEGER NOT NULL) STRICT;
    INSERT INTO counter VALUES ('segment', 0), ('span', 0);
    CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    INSERT INTO about VALUES ('identity', lower(hex(randomblob(16)))), ('remains', '0');
    CREATE VIRTUAL TABLE words USING fts5(
      text, content='segment', content_rowid='id', columnsize=0, tokenize="\(tokenizer)");
    CREATE TABLE rowLength (block INTEGER PRIMARY KEY, words BLOB NOT NULL) STRICT;
    CREATE TABLE term (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
    CREATE VIRTUAL TABLE termPieces USING fts5(text, content='', tokenize='trigram', detail=none, columnsize=0);
    CREATE VIRTUAL TABLE pieces USING fts5(text, content='', tokenize='trigram', detail=none, columnsize=0);
    CREATE VIRTUAL TABLE pieceTerms USING fts5vocab(pieces, row);
    """
}
