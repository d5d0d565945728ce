internal import GRDB

/// Letters in a row, wherever in a word or, in languages without spaces, in a text.
enum FragmentSearch {
  /// Words that are looked for at once, and pieces for a fragment of one letter or two.
  private static let mostTerms = 500
  private static let mostPieces = 5_000

  /// What is put into a table of pieces: with two signs more, so that each of the text's letters begins three.
  static func indexed(_ text: String) -> String { text + "  " }

  /// `expression` with the words that fragments are in, where these have spaces between them.
  static func resolved(_ expression: QueryExpression, _ database: Database) throws -> QueryExpression {
    switch expression {
    case .phrase, .near: expression
    case .fragment(let text): Script.hasNoSpaces(text) ? expression : .any(try words(with: text, database))
    case .all(let parts): .all(try parts.map { try resolved($0, database) })
    case .any(let parts): .any(try parts.map { try resolved($0, database) })
    case .not(let part): .not(try resolved(part, database))
    }
  }

  private static func words(with fragment: String, _ database: Database) throws -> [QueryExpression] {
    let condition =
      fragment.unicodeScalars.count >= 3 ? "id IN (SELECT rowid FROM termPieces WHERE termPieces MATCH ?)" : "? <> ''"
    let terms = try String.fetchAll(
      database,
      sql: "SELECT text FROM term WHERE \(condition) AND has_fragment(text, ?) ORDER BY id LIMIT \(mostTerms)",
      arguments: [fragment.unicodeScalars.count >= 3 ? pieces(fragment) : fragment, fragment])
    return terms.map { .phrase($0, isPrefix: false) }
  }

  /// What the table of pieces is asked for: those that a text with `fragment` has. It may have them without having it.
  /// Nil where no text has any.
  static func match(_ fragment: String, _ database: Database) throws -> String? {
    guard fragment.unicodeScalars.count < 3 else { return pieces(fragment) }
    // All that begin with it.
    let start = String(String.UnicodeScalarView(folded(fragment).letters))
    let terms = try String.fetchAll(
      database, sql: "SELECT term FROM pieceTerms WHERE term >= ? AND term < ? || char(1114111) LIMIT \(mostPieces)",
      arguments: [start, start])
    return terms.isEmpty ? nil : terms.map { quoted($0.unicodeScalars) }.joined(separator: " OR ")
  }

  private static func pieces(_ fragment: String) -> String {
    let scalars = Array(fragment.unicodeScalars)
    return (0...scalars.count - 3).map { quoted(scalars[$0..<$0 + 3]) }.joined(separator: " AND ")
  }

  private static func quoted(_ part: some Sequence<Unicode.Scalar>) -> String {
    var text = "\""
    for scalar in part {
      text.unicodeScalars.append(scalar)
      if scalar == "\"" { text.unicodeScalars.append(scalar) }
    }
    return text + "\""
  }

  /// Where `fragment` stands in `text`, whatever the case, in bytes of UTF-8.
  static func ranges(of fragment: String, in text: String) -> [Range<Int>] {
    let wanted = folded(fragment).letters
    guard !wanted.isEmpty else { return [] }
    let (letters, offsets) = folded(text)
    var ranges: [Range<Int>] = []
    var index = 0
    while index + wanted.count <= letters.count {
      if letters[index..<index + wanted.count].elementsEqual(wanted) {
        ranges.append(offsets[index]..<offsets[index + wanted.count])
        index += wanted.count
      } else {
        index += 1
      }
    }
    return ranges
  }

  /// `has_fragment(text, fragment)`.
  static let function = DatabaseFunction("has_fragment", argumentCount: 2, pure: true) { values in
    guard let text = String.fromDatabaseValue(values[0]), let fragment = String.fromDatabaseValue(values[1]) else {
      return false
    }
    return !ranges(of: fragment, in: text).isEmpty
  }

  private static func folded(_ text: String) -> (letters: [Unicode.Scalar], offsets: [Int]) {
    var (letters, offsets, offset) = ([Unicode.Scalar](), [Int](), 0)
    for scalar in text.unicodeScalars {
      for letter in scalar.properties.lowercaseMapping.unicodeScalars {
        letters.append(letter)
        offsets.append(offset)
      }
      offset += UTF8.width(scalar)
    }
    return (letters, offsets + [offset])
  }
}
