internal import Foundation
internal import GRDB

/// One search for words in a state of the database.
struct LexicalSearch {
  let query: SearchQuery
  let database: Database
  /// Tables of `id` and `score`, which are looked at one after the other until there are `most`.
  private let matches: [Matches]

  private struct Matches {
    var sql: String
    var arguments: StatementArguments
    /// Where in the index it is looked for, one place after the other; everywhere where it is nil. The statement takes the
    /// bounds of a place as its last arguments then.
    var places: [Range<Int64>]?
    /// Whether it counts only where it gives more than are ranked: it looks for a part of what is wanted.
    var isShortcut = false
  }

  /// The score of a segment of mean length with every phrase once; nil where parts of words are looked for.
  private let fullScore: Double?

  /// Matches that are ranked: of words that are in more segments, the rank says nothing any more.
  static let most = 5_000
  /// Alternatives of which it is found out how rare each is.
  private static let mostAlternatives = 16

  init(_ query: SearchQuery, _ database: Database) throws {
    self.query = query
    self.database = database
    let parts = try FilterCondition.parts(query.filters, database)
    let filter = Filter(condition: parts?.filter ?? FilterCondition(query.filters), places: parts?.places)
    guard let expression = try query.expression.map({ try FragmentSearch.resolved($0, database) }) else {
      (matches, fullScore) = ([Self.segments("TRUE", [], score: "0.0", filter)], nil)
      return
    }
    guard let match = expression.match else {
      let condition = try FragmentCondition(expression, database)
      // Of parts of words nothing is counted: the shorter text has more of them.
      matches = [
        Self.segments(condition.sql, condition.arguments, score: "1.0 / (1 + length(segment.text))", filter)
      ]
      fullScore = nil
      return
    }
    let weights = try PhraseWeights(database)
    var matches: [Matches] = []
    // With many words to choose from, those that are said most are often in more segments than are ranked.
    if let match = try Self.commonest(of: expression, query, database)?.match {
      matches.append(Self.words(match, [], filter))
      matches[0].isShortcut = true
    }
    let phraseWeights = try weights.weights(of: expression)
    fullScore = try weights.fullScore(of: expression)
    if case .any(let parts) = expression, parts.count <= Self.mostAlternatives {
      // Segments with what is rare are looked at before those with what is everywhere.
      let rare = try parts.filter { try !weights.isCommon($0) }
      if !rare.isEmpty, rare.count < parts.count, let rareMatch = QueryExpression.any(rare).match {
        let nothing = Array(repeating: 0.0, count: try weights.weights(of: .any(rare)).count)
        matches.append(Self.words("\(rareMatch) AND \(match)", nothing + phraseWeights, filter))
      }
    }
    matches.append(Self.words(match, phraseWeights, filter))
    self.matches = matches
  }

  /// Of the words that `expression`, a beginning or a part of a word, stands for, those that are said most; nil where they
  /// are few, or where other things are looked for as well.
  private static func commonest(
    of expression: QueryExpression, _ query: SearchQuery, _ database: Database
  ) throws -> QueryExpression? {
    if case .phrase(let text, isPrefix: true) = expression { return try Prefix(text, database).commonest }
    guard case .fragment? = query.expression, case .any(let words) = expression, words.count > Prefix.most else {
      return nil
    }
    return .any(Array(words.prefix(Prefix.most)))
  }

  private struct Filter {
    var condition: FilterCondition
    var places: [Range<Int64>]?

    /// To be put behind another condition.
    func and(_ column: String) -> String {
      condition.and + (places == nil ? "" : " AND \(column) >= ? AND \(column) < ?")
    }
  }

  private static func words(_ match: String, _ weights: [Double], _ filter: Filter) -> Matches {
    let joins =
      filter.condition.isEmpty ? "" : "JOIN segment ON segment.id = words.rowid JOIN file ON file.id = segment.file"
    return Matches(
      sql: """
        SELECT words.rowid AS id, relevance(words, ?) AS score FROM words \(joins)
        WHERE words MATCH ? \(filter.and("words.rowid")) ORDER BY words.rowid DESC LIMIT \(most + 1)
        """, arguments: [weights.withUnsafeBytes { Data($0) }, match] + filter.condition.arguments,
      places: filter.places)
  }

  private static func segments(
    _ condition: String, _ arguments: StatementArguments, score: String, _ filter: Filter
  ) -> Matches {
    Matches(
      sql: """
        SELECT segment.id AS id, \(score) AS score FROM segment JOIN file ON file.id = segment.file
        WHERE \(condition) \(filter.and("segment.id")) ORDER BY segment.id DESC LIMIT \(most + 1)
        """, arguments: arguments + filter.condition.arguments, places: filter.places)
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
  ///
  /// - Parameter share: of what all phrases say, 0…1, that a row has at least.
  func ranking(limit: Int, share: Double) throws -> [Int64] {
    try found().filter { $0.score >= share * (fullScore ?? 0) }.sorted { ($1.score, $0.id) < ($0.score, $1.id) }.prefix(
      limit
    ).map(\.id)
  }

  private func found() throws -> [(id: Int64, score: Double)] {
    var found: [(id: Int64, score: Double)] = []
    for matches in matches where found.count <= Self.most {
      let known = Set(found.lazy.map(\.id))
      let statement = try database.makeStatement(sql: matches.sql)
      func look(_ arguments: StatementArguments) throws {
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while found.count <= Self.most, let row = try rows.next() {
          let id: Int64 = row[0]
          if !known.contains(id) { found.append((id, row[1])) }
        }
      }
      if let places = matches.places {
        for place in places where found.count <= Self.most {
          try look(matches.arguments + [place.lowerBound, place.upperBound])
        }
      } else {
        try look(matches.arguments)
      }
      if matches.isShortcut, found.count <= Self.most { found = [] }
    }
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
