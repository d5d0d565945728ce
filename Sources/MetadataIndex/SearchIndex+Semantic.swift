internal import Foundation
internal import GRDB
internal import Library
package import SystemPackage
package import Timeline
internal import Transcript

/// Words and meaning together: reciprocal rank fusion, 1 / (60 + rank) of each ranking (Cormack, Clarke and Büttcher 2009).
private enum Fusion {
  static let constant = 60.0
  /// How many of each ranking are looked at.
  static let depth = 100
  /// Of the words of a query, weighted by how rare they are, what a segment must have of them to count as one in which it is
  /// said: a question in other words has some in common with anything.
  static let share = 0.5
}

extension SearchIndex {
  /// Places that mean something like `vector`, best first; scores are cosines, 0…1.
  ///
  /// - Parameters:
  ///   - vector: 384 numbers, of length 1.
  ///   - filters: which files and segments are looked at.
  /// - Throws: `LibraryError` with the code `state`, `CancellationError`.
  package func nearest(to vector: [Float], filters: [QueryFilter] = [], limit: Int = 20) throws -> SearchResults {
    try reporting {
      try pool.read { database in
        let found = try SemanticSearch(database, vectors, filters: filters).nearest(to: vector, count: limit)
        var results = SearchResults()
        results.hits = try HitReader(database).hits(
          found.map { ($0.segments.lowerBound, Double($0.score)) }, expression: nil)
        results.total = results.hits.count
        return results
      }
    }
  }

  /// What is said like `query` or means something like `vector`: the places that either search has far up come first.
  package func search(_ query: SearchQuery, near vector: [Float], limit: Int = 20) throws -> SearchResults {
    try reporting {
      try pool.read { database in
        let meant = try SemanticSearch(database, vectors, filters: query.filters).nearest(
          to: vector, count: Fusion.depth)
        // Any of the words will do: the ranking says how many there are.
        var words = query
        words.expression = try query.expression.map { try $0.loosened(database) }
        let said =
          words.expression == nil
          ? [] : try LexicalSearch(words, database).ranking(limit: Fusion.depth, share: Fusion.share)
        var scores: [Int64: Double] = [:]
        for (rank, entry) in meant.enumerated() {
          scores[entry.segments.lowerBound, default: 0] += 1 / (Fusion.constant + Double(rank + 1))
        }
        for (rank, id) in said.enumerated() {
          // Of a span, the segment stands for it in which the words are said.
          let span = meant.first { $0.segments.contains(id) }?.segments.lowerBound
          let score = 1 / (Fusion.constant + Double(rank + 1)) + (span.flatMap { scores.removeValue(forKey: $0) } ?? 0)
          scores[id, default: 0] += score
        }
        let best = scores.map { (id: $0.key, score: $0.value) }.sorted { ($1.score, $0.id) < ($0.score, $1.id) }
        var results = SearchResults()
        results.hits = try HitReader(database).hits(Array(best.prefix(limit)), expression: words.expression)
        results.total = results.hits.count
        return results
      }
    }
  }

  /// The vector of what is said at `time` in the file at `path`; nil where there is none.
  package func vector(at time: MediaTime, in path: FilePath) throws -> [Float]? {
    try reporting {
      let number = try pool.read { database in
        try Int.fetchOne(
          database,
          sql: """
            SELECT span.id FROM file JOIN span ON span.id >= file.firstSpan AND span.id < file.firstSpan + file.spanCount
            JOIN segment ON segment.id = span.firstSegment
            WHERE folder = ? AND name = ? AND segment.start <= ? ORDER BY segment.start DESC, span.segmentCount LIMIT 1
            """,
          arguments: [Data(path.removingLastComponent().bytes), Data(path.nameBytes), time.milliseconds])
      }
      return try number.map { try vectors.vector($0) }
    }
  }
}

/// One search for meaning in a state of the database.
private struct SemanticSearch {
  struct Found {
    var segments: Range<Int64>
    var score: Float
  }

  private let database: Database
  private let vectors: VectorFile
  private let filter: FilterCondition

  init(_ database: Database, _ vectors: VectorFile, filters: [QueryFilter]) {
    (self.database, self.vectors, filter) = (database, vectors, FilterCondition(filters))
  }

  func nearest(to vector: [Float], count: Int) throws -> [Found] {
    let end = try Int.fetchOne(database, sql: "SELECT COALESCE(MAX(id), -1) + 1 FROM span") ?? 0
    // One that is gone may have left its vector; one that the filters leave out is not wanted.
    let known = try database.cachedStatement(
      sql: filter.isEmpty
        ? "SELECT firstSegment, segmentCount FROM span WHERE id = ?"
        : """
        SELECT span.firstSegment, span.segmentCount FROM span JOIN file ON file.id = span.file
        JOIN segment ON segment.id = span.firstSegment WHERE span.id = ?\(filter.and)
        """)
    var failure: (any Error)?
    // A short utterance has two vectors: its own, and that of what is said around it.
    let best = try vectors.nearest(to: QueryVector(vector), count: 2 * count, below: end) { number in
      do {
        return try Row.fetchOne(known, arguments: [number] + filter.arguments) != nil
      } catch {
        failure = failure ?? error
        return false
      }
    }
    if let failure { throw failure }
    var seen: Set<Int64> = []
    let found = try best.compactMap { entry -> Found? in
      guard let row = try Row.fetchOne(known, arguments: [entry.number] + filter.arguments) else { return nil }
      let first: Int64 = row[0]
      guard seen.insert(first).inserted else { return nil }
      return Found(segments: first..<first + max(1, row[1] as Int64), score: entry.score)
    }
    return Array(found.prefix(count))
  }
}

extension QueryExpression {
  /// The same, satisfied by any of its words that are not everywhere.
  fileprivate func loosened(_ database: Database) throws -> QueryExpression {
    guard case .all(let parts) = self, !parts.contains(where: { if case .not = $0 { true } else { false } }) else {
      return self
    }
    let weights = try PhraseWeights(database)
    let rare = try parts.filter { try $0.match == nil || !weights.isCommon($0) }
    return rare.isEmpty ? self : .any(rare)
  }
}
