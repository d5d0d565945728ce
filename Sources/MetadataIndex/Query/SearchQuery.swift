/// What is asked of the index: words that are said, and which files and segments are looked at.
package struct SearchQuery: Hashable, Sendable {
  /// Nil where any segment will do that the filters let through.
  package var expression: QueryExpression?
  package var filters: [QueryFilter]

  package init(expression: QueryExpression? = nil, filters: [QueryFilter] = []) {
    self.expression = expression
    self.filters = filters
  }

  /// Words that are looked for, without operators: what a semantic search compares.
  package var plainText: String { expression?.plainText ?? "" }
}

/// Words, and how they are to stand to each other.
package indirect enum QueryExpression: Hashable, Sendable {
  /// A word, or several in a row; the last may be the beginning of one.
  case phrase(String, isPrefix: Bool)
  /// Phrases with at most so many words between the first and the last of them.
  case near([String], distance: Int)
  /// Letters in a row, wherever in words: what is said in languages without spaces.
  case fragment(String)
  case all([QueryExpression])
  case any([QueryExpression])
  /// Stands in `all` only, beside something that is no `not`.
  case not(QueryExpression)

  var plainText: String {
    switch self {
    case .phrase(let text, _), .fragment(let text): text
    case .near(let phrases, _): phrases.joined(separator: " ")
    case .all(let parts), .any(let parts): parts.map(\.plainText).filter { !$0.isEmpty }.joined(separator: " ")
    case .not: ""
    }
  }

  /// Whether letters in a row are looked for somewhere in it.
  var hasFragments: Bool {
    switch self {
    case .phrase, .near: false
    case .fragment: true
    case .all(let parts), .any(let parts): parts.contains(where: \.hasFragments)
    case .not(let part): part.hasFragments
    }
  }

  /// For the table of words, in the syntax of FTS5, whose strings nothing in them can end. Nil where there are fragments.
  var match: String? {
    switch self {
    case .phrase(let text, let isPrefix): return Self.quoted(text) + (isPrefix ? "*" : "")
    case .near(let phrases, let distance):
      return "NEAR(\(phrases.map(Self.quoted).joined(separator: " ")), \(distance))"
    case .fragment: return nil
    case .any(let parts):
      let matches = parts.compactMap(\.match)
      return matches.count == parts.count && !parts.isEmpty ? "(" + matches.joined(separator: " OR ") + ")" : nil
    case .not(let part): return part.match
    case .all(let parts):
      var (wanted, unwanted) = ([String](), [String]())
      for part in parts {
        guard let match = part.match else { return nil }
        if case .not = part { unwanted.append(match) } else { wanted.append(match) }
      }
      return unwanted.reduce("(" + wanted.joined(separator: " AND ") + ")") { "(\($0) NOT \($1))" }
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars where scalar != "\0" {
      result.unicodeScalars.append(scalar)
      if scalar == "\"" { result.unicodeScalars.append(scalar) }
    }
    return result + "\""
  }
}

/// Which files and segments are looked at.
package enum QueryFilter: Hashable, Sendable {
  /// Part of the path or of the title, whatever the case.
  case path(String, isExcluded: Bool)
  /// Language codes; `en` is `en-GB` too.
  case language([String], isExcluded: Bool)
  case speaker([String], isExcluded: Bool)
  case category([String], isExcluded: Bool)
  /// Of the last change of the file, in seconds since 1970.
  case date(ClosedRange<Int64>)
  /// Of the media, in milliseconds.
  case duration(ClosedRange<Int64>)
  /// How far text can be relied on, 0…1.
  case trust(ClosedRange<Double>)
}

/// What is wrong with a query, for people.
package struct QueryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Of the first character that is wrong, from 1; nil where it is all of the query.
  package var column: Int?
  package var message: String

  package var description: String { (column.map { "column \($0) of the query: " } ?? "the query: ") + message }
}
