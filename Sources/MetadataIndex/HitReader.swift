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

  /// Signs that no text has, around what was looked for.
  private static let (before, after) = ("\u{E000}", "\u{E001}")

  /// - Parameter expression: what was looked for, to be marked; nil where they were found by their meaning.
  func hits(_ found: [(id: Int64, score: Double)], expression: QueryExpression?) throws -> [SearchHit] {
    try found.compactMap { entry in
      let row = try Row.fetchOne(
        database.cachedStatement(
          sql: """
            SELECT folder, name, title, duration, start, "end", segment.language, speaker, trust, categories, text, starts
            FROM segment JOIN file ON file.id = segment.file WHERE segment.id = ?
            """), arguments: [entry.id])
      guard let row else { return nil }
      let text: String = row[10]
      let start = MediaTime(milliseconds: row[4])
      let marks = try expression.map { try self.marks($0, in: text, of: entry.id) } ?? []
      let time = marks.first.flatMap { WordStarts(row[11], from: start).time(at: $0.lowerBound) }
      return SearchHit(
        path: FilePath(folder: row[0], name: row[1]), title: row[2], duration: MediaTime(milliseconds: row[3]),
        range: TimeRange(start: start, end: MediaTime(milliseconds: row[5])), time: time ?? start,
        language: LanguageTag(row[6]), speaker: row[7], trust: row[8],
        categories: (row[9] as String?)?.split(separator: ",").map(String.init) ?? [], text: text, marks: marks,
        score: entry.score, number: entry.id)
    }
  }

  private func marks(_ expression: QueryExpression, in text: String, of id: Int64) throws -> [Range<Int>] {
    var marks: [Range<Int>] = []
    for part in expression.wanted {
      if case .fragment(let fragment) = part {
        marks += FragmentSearch.ranges(of: fragment, in: text)
      } else if let match = part.match {
        let marked = try String.fetchOne(
          database.cachedStatement(
            sql: "SELECT highlight(words, 0, ?, ?) FROM words WHERE words MATCH ? AND rowid = ?"),
          arguments: [Self.before, Self.after, match, id])
        marks += marked.map(Self.ranges) ?? []
      }
    }
    return marks.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { merged, range in
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
  }

  /// Where the signs stand in `text`, counted without them.
  private static func ranges(_ text: String) -> [Range<Int>] {
    var (ranges, offset, start) = ([Range<Int>](), 0, 0)
    for scalar in text.unicodeScalars {
      if scalar.value == 0xE000 {
        start = offset
      } else if scalar.value == 0xE001 {
        ranges.append(start..<max(start, offset))
      } else {
        offset += UTF8.width(scalar)
      }
    }
    return ranges
  }
}

extension QueryExpression {
  /// What is looked for and so marked: all but what is left out.
  fileprivate var wanted: [QueryExpression] {
    switch self {
    case .phrase, .near, .fragment: [self]
    case .all(let parts), .any(let parts): parts.flatMap(\.wanted)
    case .not: []
    }
  }
}
