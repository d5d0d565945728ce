internal import Foundation
internal import GRDB
internal import Library
internal import SystemPackage

/// Whether the index is whole and says what it should, and giving room back.
extension SearchIndex {
  /// What is wrong with it; empty where nothing is. Reads all of it.
  package func problems() throws -> [String] {
    try reporting {
      var problems = try pool.read { database in
        try String.fetchAll(database, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" }
      }
      guard problems.isEmpty else { return problems }
      for table in ["words", "termPieces", "pieces"] {
        do {
          // Of the words, also whether they are those of the segments.
          try pool.write {
            try $0.execute(
              sql: "INSERT INTO \(table) (\(table), rank) VALUES ('integrity-check', \(table == "words" ? 1 : 0))")
          }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
          problems.append("the table “\(table)” does not say what the segments say")
        }
      }
      let spans = try pool.read { try Int.fetchOne($0, sql: "SELECT COALESCE(MAX(id), -1) + 1 FROM span") ?? 0 }
      if try vectors.count < spans { problems.append("vectors are missing: their file is too short, or no such file") }
      return problems
    }
  }

  /// Whether the rows of `file` are what they would be if it were put in now.
  package func holds(_ file: IndexedFile) throws -> Bool {
    try reporting {
      let stored = try pool.read { database -> (FileRow, [SegmentRow], first: Int64, spans: [Row])? in
        let row = try Row.fetchOne(
          database,
          sql: """
            SELECT firstSegment, segmentCount, firstSpan, spanCount, \(FileRow.columns) FROM file
            WHERE folder = ? AND name = ?
            """, arguments: [Data(file.path.removingLastComponent().bytes), Data(file.path.nameBytes)])
        guard let row else { return nil }
        let first: Int64 = row[0]
        let (count, firstSpan, spanCount): (Int64, Int64, Int64) = (row[1], row[2], row[3])
        let segments = try Row.fetchAll(
          database, sql: "SELECT \(SegmentRow.columns) FROM segment WHERE id >= ? AND id < ? ORDER BY id",
          arguments: [first, first + count])
        let spans = try Row.fetchAll(
          database, sql: "SELECT id, firstSegment, segmentCount FROM span WHERE id >= ? AND id < ? ORDER BY id",
          arguments: [firstSpan, firstSpan + spanCount])
        return (FileRow(row, from: 4), segments.map { SegmentRow($0) }, first, spans)
      }
      guard let stored, stored.0 == FileRow(file), stored.1 == file.segments.map({ SegmentRow($0) }),
        stored.spans.count == file.spans.count
      else { return false }
      return try zip(stored.spans, file.spans).allSatisfy { row, span in
        let (number, first, count): (Int, Int64, Int) = (row[0], row[1], row[2])
        return try first == stored.first + Int64(span.segments.lowerBound) && count == span.segments.count
          && vectors.stored(number) == StoredVector(span.vector)
      }
    }
  }

  /// Whether something was taken out of it of which traces may be left: words lie in the tables that are searched until
  /// these are written anew.
  package func hasRemains() throws -> Bool {
    try reporting {
      try pool.read { try String.fetchOne($0, sql: "SELECT value FROM about WHERE name = 'remains'") == "1" }
    }
  }

  /// Writes the tables that are searched anew, so that nothing is left of what was taken out, and all of it into the file of
  /// the database.
  package func compact() throws {
    try reporting {
      try pool.write { database in
        for table in ["words", "termPieces", "pieces"] {
          try database.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('optimize')")
        }
        try database.execute(sql: "UPDATE about SET value = '0' WHERE name = 'remains'")
      }
    }
    try checkpoint()
  }

  /// Whether anything in it is found by its meaning.
  package func hasMeaning() throws -> Bool {
    try reporting { try pool.read { try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM span)") ?? false } }
  }

  /// What there is of everything.
  package struct Counts: Hashable, Sendable {
    package var files, segments, spans, words: Int
    /// Of all media, in milliseconds.
    package var duration: Int64
    /// How many segments are in which language, most first.
    package var languages: [SearchResults.FacetValue]
  }

  package func counts() throws -> Counts {
    try reporting {
      try pool.read { database in
        let row = try Row.fetchOne(
          database,
          sql: """
            SELECT COUNT(*), COALESCE(SUM(segmentCount), 0), COALESCE(SUM(spanCount), 0), COALESCE(SUM(duration), 0) FROM file
            """)
        let languages = try Row.fetchAll(
          database,
          sql: "SELECT language, COUNT(*) FROM segment GROUP BY language ORDER BY COUNT(*) DESC, language")
        return Counts(
          files: row?[0] ?? 0, segments: row?[1] ?? 0, spans: row?[2] ?? 0,
          words: try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM term") ?? 0, duration: row?[3] ?? 0,
          languages: languages.map { SearchResults.FacetValue(value: $0[0], count: $0[1]) })
      }
    }
  }
}
