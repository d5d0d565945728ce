internal import GRDB

/// Finds what was looked for in the texts of hits. They are put into a table of their own in memory: a search of the
/// index for one row of it begins with all rows that have the beginning of a word.
struct HitMarker {
  private let expression: QueryExpression
  init(_ expression: QueryExpression) { self.expression = expression }

  /// Signs that no text has, around what was looked for.
  private static let (before, after) = ("\u{E000}", "\u{E001}")

  /// Where it stands in each of `texts`, in bytes of UTF-8; parts that touch are one.
  func marks(in texts: [String]) throws -> [[Range<Int>]] {
    var marks = [[Range<Int>]](repeating: [], count: texts.count)
    let parts = expression.wanted
    for case .fragment(let fragment) in parts {
      for index in texts.indices { marks[index] += FragmentSearch.ranges(of: fragment, in: texts[index]) }
    }
    let matches = parts.compactMap(\.match)
    if !matches.isEmpty, !texts.isEmpty {
      try DatabaseQueue().inDatabase { database in
        try database.execute(
          sql: "CREATE VIRTUAL TABLE hit USING fts5(text, tokenize=\"\(IndexSchema.tokenizer)\")")
        let insert = try database.makeStatement(sql: "INSERT INTO hit (rowid, text) VALUES (?, ?)")
        for (index, text) in texts.enumerated() { try insert.execute(arguments: [index, Self.unmarked(text)]) }
        let marked = try database.makeStatement(
          sql: "SELECT rowid, highlight(hit, 0, ?, ?) FROM hit WHERE hit MATCH ?")
        for match in matches {
          let rows = try Row.fetchCursor(marked, arguments: [Self.before, Self.after, match])
          while let row = try rows.next() { marks[row[0]] += Self.ranges(row[1]) }
        }
      }
    }
    return marks.map(Self.merged)
  }

  /// With other signs of the same length for those that stand around what is found.
  private static func unmarked(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { (0xE000...0xE001).contains($0.value) }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append((0xE000...0xE001).contains(scalar.value) ? "\u{E002}" : scalar)
    }
    return String(result)
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

  private static func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { merged, range in
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
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
