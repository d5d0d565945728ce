internal import Foundation
internal import GRDB
internal import Library
internal import SystemPackage
internal import Timeline
internal import Transcript

/// Reads what is shown of segments that were found.
struct HitReader {
  private let database: Database
  init(_ database: Database) { self.database = database }

  /// - Parameter expression: what was looked for, to be marked; nil where they were found by their meaning.
  func hits(_ found: [(id: Int64, score: Double)], expression: QueryExpression?) throws -> [SearchHit] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT folder, name, title, duration, start, "end", segment.language, speaker, trust, categories, text, starts
        FROM segment JOIN file ON file.id = segment.file WHERE segment.id = ?
        """)
    let rows = try found.compactMap { entry in
      try Row.fetchOne(statement, arguments: [entry.id]).map { (entry: entry, row: $0) }
    }
    let texts = rows.map { $0.row[10] as String }
    let marks = try expression.map { try HitMarker($0).marks(in: texts) }
    return rows.indices.map { index in
      let (entry, row) = rows[index]
      let start = MediaTime(milliseconds: row[4])
      let marks = marks?[index] ?? []
      let time = marks.first.flatMap { WordStarts(row[11], from: start).time(at: $0.lowerBound) }
      return SearchHit(
        path: FilePath(folder: row[0], name: row[1]), title: row[2], duration: MediaTime(milliseconds: row[3]),
        range: TimeRange(start: start, end: MediaTime(milliseconds: row[5])), time: time ?? start,
        language: LanguageTag(row[6]), speaker: row[7], trust: row[8],
        categories: (row[9] as String?)?.split(separator: ",").map(String.init) ?? [], text: texts[index], marks: marks,
        score: entry.score, number: entry.id)
    }
  }
}
