internal import Foundation
internal import GRDB

/// One search for words in a state of the database.
struct LexicalSearch {
  let query: SearchQuery
  let database: Database
  /// Matches, as a table of `id` and `score`.
  private let matches: (sql: String, arguments: StatementArguments)

  /// Matches that are ranked: of words that are in more segments, the rank says nothing any more.
  static let most = 5_000

  init(_ query: SearchQuery, _ database: Database) throws {
    self.query = query
    self.database = database
    matches = try Self.matches(query, database)
  }

  private static func matches(
    _ query: SearchQuery, _ database: Database
  ) throws -> (sql: String, arguments: StatementArguments) {
    let filter = FilterCondition(query.filters)
    let joins = filter.isEmpty ? "" : "JOIN segment ON segment.id = words.rowid JOIN file ON file.id = segment.file"
    let expression = try query.expression.map { try FragmentSearch.resolved($0, database) }
    if let match = expression?.match {
      return (
        """
        SELECT words.rowid AS id, -words.rank AS score FROM words \(joins)
        WHERE words MATCH ? \(filter.and) ORDER BY words.rowid DESC LIMIT \(most + 1)
        """, [match] + filter.arguments
      )
    }
    guard let expression else {
      return (
        """
        SELECT segment.id AS id, 0.0 AS score FROM segment JOIN file ON file.id = segment.file
        WHERE TRUE \(filter.and) ORDER BY segment.id DESC LIMIT \(most + 1)
        """, filter.arguments
      )
    }
    let condition = try FragmentCondition(expression, database)
    return (
      """
      SELECT segment.id AS id, 1.0 / (1 + length(segment.text)) AS score
      FROM segment JOIN file ON file.id = segment.file
      WHERE \(condition.sql) \(filter.and) ORDER BY segment.id DESC LIMIT \(most + 1)
      """, condition.arguments + filter.arguments
    )
  }

  func run(limit: Int, offset: Int, order: SearchOrder, facets: Set<SearchFacet>) throws -> SearchResults {
    var results = SearchResults()
    var found = try found()
    results.isPartial = found.count > Self.most
    if results.isPartial { found.removeLast() }
    results.total = found.count
    try sort(&found, order)
    let page = Array(found.dropFirst(max(0, offset)).prefix(max(0, limit)))
    results.hits = try HitReader(database).hits(page, expression: query.expression)
    for facet in facets { results.facets[facet] = try FacetCounter(database).count(facet, of: found.map(\.id)) }
    return results
  }

  /// The rows that match best, best first.
  func ranking(limit: Int) throws -> [Int64] {
    try found().sorted { ($1.score, $0.id) < ($0.score, $1.id) }.prefix(limit).map(\.id)
  }

  private func found() throws -> [(id: Int64, score: Double)] {
    var found: [(id: Int64, score: Double)] = []
    let rows = try Row.fetchCursor(database, sql: matches.sql, arguments: matches.arguments)
    while let row = try rows.next() { found.append((row[0], row[1])) }
    return found
  }

  private func sort(_ found: inout [(id: Int64, score: Double)], _ order: SearchOrder) throws {
    guard order != .relevance else {
      return found.sort { ($1.score, $0.id) < ($0.score, $1.id) }
    }
    let rows = try Row.fetchAll(
      database,
      sql:
        "SELECT firstSegment, segmentCount FROM file ORDER BY \(order == .newest ? "modified DESC, " : "")folder, name")
    let places = rows.enumerated().map { (first: $1[0] as Int64, count: $1[1] as Int64, rank: $0) }.sorted {
      $0.first < $1.first
    }
    func rank(_ id: Int64) -> Int {
      var (low, high) = (0, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle].first + places[middle].count > id { high = middle } else { low = middle + 1 }
      }
      return low < places.count ? places[low].rank : .max
    }
    let ranked = found.map { (entry: $0, rank: rank($0.id)) }
    found = ranked.sorted { ($0.rank, $0.entry.id) < ($1.rank, $1.entry.id) }.map(\.entry)
  }
}
