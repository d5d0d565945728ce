internal import GRDB

extension SearchIndex {
  /// Segments in which is said what is looked for.
  ///
  /// - Parameters:
  ///   - limit, offset: of the hits that are given, in `order`.
  ///   - facets: what is counted over all matches.
  /// - Throws: `LibraryError` with the code `state`.
  package func search(
    _ query: SearchQuery, limit: Int = 20, offset: Int = 0, order: SearchOrder = .relevance,
    facets: Set<SearchFacet> = []
  ) throws -> SearchResults {
    try reporting {
      try pool.read { database in
        try LexicalSearch(query, database).run(
          limit: limit, offset: offset, order: order, facets: facets)
      }
    }
  }
}
