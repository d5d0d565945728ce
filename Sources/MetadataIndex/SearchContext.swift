internal import GRDB
package import Timeline

/// What is said around a hit.
package struct SearchContext: Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    package var range: TimeRange
    package var speaker: String?
    package var text: String
  }

  /// In time order, as is `after`.
  package var before: [Line]
  package var after: [Line]
}

extension SearchIndex {
  /// The segments next to a hit in its file, at most `count` on each side.
  ///
  /// - Throws: `LibraryError` with the code `state`.
  package func context(of hit: SearchHit, count: Int) throws -> SearchContext {
    try reporting {
      try pool.read { database in
        func lines(_ side: String) throws -> [SearchContext.Line] {
          try Row.fetchAll(
            database.cachedStatement(
              sql: """
                SELECT start, "end", speaker, text FROM segment
                WHERE file = (SELECT file FROM segment WHERE id = ?) AND id \(side) LIMIT ?
                """), arguments: [hit.number, hit.number, count]
          ).map { row in
            SearchContext.Line(
              range: TimeRange(start: MediaTime(milliseconds: row[0]), end: MediaTime(milliseconds: row[1])),
              speaker: row[2], text: row[3])
          }
        }
        return SearchContext(before: try lines("< ? ORDER BY id DESC").reversed(), after: try lines("> ? ORDER BY id"))
      }
    }
  }
}
