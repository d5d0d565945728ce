internal import GRDB

/// How many matches have which language, speaker, category, file.
struct FacetCounter {
  let database: Database
  init(_ database: Database) { self.database = database }

  func count(_ facet: SearchFacet, of ids: [Int64]) throws -> [SearchResults.FacetValue] {
    var counts: [String: Int] = [:]
    let column =
      switch facet {
      case .language: "language"
      case .speaker: "speaker"
      case .category: "categories"
      case .file: "(SELECT shown FROM file WHERE file.id = segment.file)"
      }
    let statement = try database.cachedStatement(sql: "SELECT \(column) FROM segment WHERE id = ?")
    for id in ids {
      guard let value = try String.fetchOne(statement, arguments: [id]) else { continue }
      for part in facet == .category ? value.split(separator: ",").map(String.init) : [value] {
        counts[part, default: 0] += 1
      }
    }
    return counts.map { SearchResults.FacetValue(value: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.value) < ($0.count, $1.value) }
  }
}
