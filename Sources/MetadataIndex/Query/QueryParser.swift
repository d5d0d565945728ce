package import Foundation

/// Reads queries: `best "of times" -worst comm* NEAR(ferry harbour, 5) (left OR gone) *undert* speaker:Ada lang:en,de`.
///
/// Words beside each other must all be said; AND, OR, NOT and NEAR are written in capitals, so that and, or, not and near
/// can be looked for.
package struct QueryParser {
  private let places: [QueryLexer.Place]
  private var index = 0
  private var filters: [QueryFilter] = []
  private let now: Date
  /// Parentheses that are open.
  private var depth = 0

  private static let deepest = 32
  private static let longest = 2_000

  private init(_ places: [QueryLexer.Place], now: Date) {
    self.places = places
    self.now = now
  }

  /// - Throws: `QueryError`.
  package static func parse(_ text: String, now: Date = Date()) throws(QueryError) -> SearchQuery {
    guard text.unicodeScalars.count <= longest else {
      throw QueryError(message: "it has more than \(longest) characters")
    }
    var parser = QueryParser(try QueryLexer.tokens(of: text), now: now)
    let expression = try parser.alternatives()
    guard let place = parser.current else { return SearchQuery(expression: expression, filters: parser.filters) }
    throw QueryError(column: place.column, message: "this closes no parenthesis that was opened")
  }

  private var current: QueryLexer.Place? { index < places.count ? places[index] : nil }

  private mutating func take(_ token: QueryLexer.Token) -> QueryLexer.Place? {
    guard let place = current, place.token == token else { return nil }
    index += 1
    return place
  }

  // MARK: - Operators

  private mutating func alternatives() throws(QueryError) -> QueryExpression? {
    let filterCount = filters.count
    var parts = try [conjunction()]
    while let place = take(.or) {
      guard filters.count == filterCount else {
        throw QueryError(column: place.column, message: "fields hold for all of the query, not for one side of OR")
      }
      parts.append(try conjunction())
      guard filters.count == filterCount, parts.allSatisfy({ $0 != nil }) else {
        throw QueryError(
          column: place.column,
          message: filters.count == filterCount
            ? "OR stands between words" : "fields hold for all of the query, not for one side of OR")
      }
    }
    let known = parts.compactMap(\.self)
    return known.count > 1 ? .any(known) : known.first
  }

  private mutating func conjunction() throws(QueryError) -> QueryExpression? {
    var parts: [QueryExpression] = []
    var hasNot: Int?
    while let place = current, place.token != .or, place.token != .close {
      if place.token == .and {
        index += 1
        guard !parts.isEmpty, let next = current, next.token != .or, next.token != .close, next.token != .and else {
          throw QueryError(column: place.column, message: "AND stands between words")
        }
        continue
      }
      if place.token == .not || place.token == .minus {
        index += 1
        if case .field(let name)? = current?.token {
          index += 1
          filters.append(try filter(name, isExcluded: true, at: place.column))
        } else if let part = try primary() {
          hasNot = hasNot ?? place.column
          parts.append(.not(part))
        } else {
          throw QueryError(column: place.column, message: "NOT stands before a word")
        }
        continue
      }
      if case .field(let name) = place.token {
        index += 1
        filters.append(try filter(name, isExcluded: false, at: place.column))
      } else if let part = try primary() {
        parts.append(part)
      }
    }
    if let hasNot, parts.allSatisfy({ if case .not = $0 { true } else { false } }) {
      throw QueryError(column: hasNot, message: "there must be something to look for besides what is left out")
    }
    return parts.count > 1 || hasNot != nil ? .all(parts) : parts.first
  }

  /// Nil for an empty pair of parentheses, and words of nothing but signs.
  private mutating func primary() throws(QueryError) -> QueryExpression? {
    guard let place = current else { return nil }
    index += 1
    switch place.token {
    case .open:
      depth += 1
      guard depth <= Self.deepest else { throw QueryError(column: place.column, message: "too many parentheses") }
      let inside = try alternatives()
      depth -= 1
      guard take(.close) != nil else {
        throw QueryError(column: place.column, message: "this parenthesis is not closed")
      }
      return inside
    case .near: return try near(place)
    case .star:
      guard let next = current, next.isAttached, case .word(let text) = next.token else {
        throw QueryError(column: place.column, message: "“*” stands at an end of a word: comm*, or *undert*")
      }
      index += 1
      if let star = current, star.isAttached, star.token == .star { index += 1 }
      return .fragment(text)
    case .word(let text): return leaf(text, isPrefix: takeStar())
    case .phrase(let text): return leaf(text, isPrefix: takeStar())
    case .comma: return nil
    case .close, .minus, .and, .or, .not, .field:
      throw QueryError(column: place.column, message: "there is no word where one is expected")
    }
  }

  private mutating func takeStar() -> Bool {
    guard let star = current, star.isAttached, star.token == .star else { return false }
    index += 1
    return true
  }

  private func leaf(_ text: String, isPrefix: Bool) -> QueryExpression? {
    guard text.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil }) else {
      return nil
    }
    return Script.hasNoSpaces(text) ? .fragment(text) : .phrase(text, isPrefix: isPrefix)
  }

  /// `NEAR(best "of times", 5)`, of which the number may be left out.
  private mutating func near(_ place: QueryLexer.Place) throws(QueryError) -> QueryExpression {
    let form = "NEAR is written NEAR(ferry harbour, 5)"
    guard take(.open) != nil else { throw QueryError(column: place.column, message: form) }
    var phrases: [String] = []
    var distance = 10
    while let next = current, next.token != .close {
      index += 1
      switch next.token {
      case .word(let text), .phrase(let text): phrases.append(text)
      case .comma:
        guard case .word(let number)? = current?.token, let count = Int(number), (0...1_000).contains(count) else {
          throw QueryError(column: next.column, message: "\(form); the number is 0 to 1000")
        }
        index += 1
        distance = count
        guard current?.token == .close else { throw QueryError(column: next.column, message: form) }
      default: throw QueryError(column: next.column, message: form)
      }
    }
    guard take(.close) != nil, phrases.count > 1 else { throw QueryError(column: place.column, message: form) }
    return .near(phrases, distance: distance)
  }

  // MARK: - Fields

  private mutating func filter(
    _ name: String, isExcluded: Bool, at column: Int
  ) throws(QueryError) -> QueryFilter {
    let values = try values(of: name, at: column)
    func range<Value>(_ read: (String) -> ClosedRange<Value>?, _ form: String) throws(QueryError) -> ClosedRange<Value>
    {
      guard values.count == 1, !isExcluded, let range = read(values[0]) else {
        throw QueryError(column: column, message: "\(name): takes \(form)")
      }
      return range
    }
    switch name {
    case "path", "file", "title":
      guard values.count == 1 else { throw QueryError(column: column, message: "\(name): takes one part of a name") }
      return .path(values[0], isExcluded: isExcluded)
    case "language", "lang": return .language(values, isExcluded: isExcluded)
    case "speaker": return .speaker(values, isExcluded: isExcluded)
    case "category", "finding": return .category(values, isExcluded: isExcluded)
    case "date":
      return .date(try range({ QueryRange.date($0, now: now) }, "2026, 2026-05, 2026-05-01..2026-05-31, or 7d"))
    case "duration": return .duration(try range(QueryRange.duration, "10m..1h, >45m, or <90s"))
    case "trust": return .trust(try range(QueryRange.trust, "a number from 0 to 1, such as >0.5"))
    default:
      throw QueryError(
        column: column,
        message:
          "there is no field “\(name):”; there are path, title, language, speaker, category, date, duration, trust; "
          + "put what is said in quotation marks")
    }
  }

  private mutating func values(of name: String, at column: Int) throws(QueryError) -> [String] {
    var values: [String] = []
    while let place = current, place.isAttached {
      guard case .word(let text) = place.token else {
        guard case .phrase(let text) = place.token else { break }
        values.append(text)
        index += 1
        guard let comma = current, comma.isAttached, comma.token == .comma else { break }
        index += 1
        continue
      }
      values.append(text)
      index += 1
      guard let comma = current, comma.isAttached, comma.token == .comma else { break }
      index += 1
    }
    guard !values.isEmpty else { throw QueryError(column: column, message: "there is no value behind “\(name):”") }
    return values
  }
}
