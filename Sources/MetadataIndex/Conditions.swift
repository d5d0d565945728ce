internal import GRDB

/// Filters as a condition of SQL on `file` and `segment`.
struct FilterCondition {
  private var parts: [String] = []
  private(set) var arguments: StatementArguments = []

  init(_ filters: [QueryFilter]) {
    for filter in filters { add(filter) }
  }

  /// The same without what is a matter of files, and where the segments of the files are that the rest lets through, the
  /// last first. Nil where that is no help: without such filters, or where many files are let through.
  static func parts(
    _ filters: [QueryFilter], _ database: Database
  ) throws -> (filter: FilterCondition, places: [Range<Int64>])? {
    let ofFiles = FilterCondition(filters.filter(\.isOfFiles))
    guard !ofFiles.isEmpty else { return nil }
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT firstSegment, segmentCount FROM file WHERE TRUE \(ofFiles.and) ORDER BY firstSegment DESC
        LIMIT \(mostPlaces + 1)
        """, arguments: ofFiles.arguments)
    guard rows.count <= mostPlaces else { return nil }
    return (
      FilterCondition(filters.filter { !$0.isOfFiles }),
      rows.map { $0[0] as Int64..<($0[0] as Int64) + ($0[1] as Int64) }
    )
  }

  /// Files that are looked at one by one.
  private static let mostPlaces = 500

  var isEmpty: Bool { parts.isEmpty }
  /// To be put behind another condition.
  var and: String { parts.map { " AND \($0)" }.joined() }

  private mutating func add(_ filter: QueryFilter) {
    switch filter {
    case .path(let text, let isExcluded):
      add("(has_fragment(file.shown, ?) OR has_fragment(file.title, ?))", isExcluded, [text, text])
    case .language(let codes, let isExcluded):
      let part = codes.map { _ in "segment.language = ? OR segment.language LIKE ? || '-%'" }.joined(separator: " OR ")
      add("(\(part))", isExcluded, StatementArguments(codes.flatMap { [$0, $0] }))
    case .speaker(let names, let isExcluded):
      let part = names.map { _ in "segment.speaker = ? COLLATE NOCASE" }.joined(separator: " OR ")
      add("COALESCE(\(part), FALSE)", isExcluded, StatementArguments(names))
    case .category(let names, let isExcluded):
      let part = names.map { _ in "instr(lower(segment.categories), ',' || lower(?) || ',') > 0" }
      add("COALESCE(\(part.joined(separator: " OR ")), FALSE)", isExcluded, StatementArguments(names))
    case .date(let range): add("file.modified BETWEEN ? AND ?", false, [range.lowerBound, range.upperBound])
    case .duration(let range): add("file.duration BETWEEN ? AND ?", false, [range.lowerBound, range.upperBound])
    case .trust(let range): add("segment.trust BETWEEN ? AND ?", false, [range.lowerBound, range.upperBound])
    }
  }

  private mutating func add(_ part: String, _ isExcluded: Bool, _ values: StatementArguments) {
    parts.append(isExcluded ? "NOT \(part)" : part)
    arguments += values
  }
}

/// An expression with fragments as a condition of SQL on `segment`.
struct FragmentCondition {
  private(set) var sql = ""
  private(set) var arguments: StatementArguments = []

  private let database: Database

  init(_ expression: QueryExpression, _ database: Database) throws {
    self.database = database
    sql = try condition(expression)
  }

  private mutating func condition(_ expression: QueryExpression) throws -> String {
    if let match = expression.match, !expression.isNot {
      arguments += [match]
      return "segment.id IN (SELECT rowid FROM words WHERE words MATCH ?)"
    }
    switch expression {
    case .fragment(let text):
      guard let match = try FragmentSearch.match(text, database) else { return "FALSE" }
      arguments += [match, text]
      return "(segment.id IN (SELECT rowid FROM pieces WHERE pieces MATCH ?) AND has_fragment(segment.text, ?))"
    case .all(let parts): return try "(" + parts.map { try condition($0) }.joined(separator: " AND ") + ")"
    case .any(let parts) where parts.isEmpty: return "FALSE"
    case .any(let parts): return try "(" + parts.map { try condition($0) }.joined(separator: " OR ") + ")"
    case .not(let part): return "NOT " + (try condition(part))
    case .phrase, .near: return "FALSE"
    }
  }
}

extension QueryFilter {
  /// Whether it lets a file through as a whole, or not.
  fileprivate var isOfFiles: Bool {
    switch self {
    case .path, .date, .duration: true
    case .language, .speaker, .category, .trust: false
    }
  }
}
