internal import Foundation
internal import GRDB

/// How much each phrase of a query says: the inverse document frequency of BM25, log((N − n + ½) / (n + ½)) of N segments
/// of which n have it. Segments are counted up to `most` only: in a library of millions, a word that is everywhere would
/// take longer to count than to find.
final class PhraseWeights {
  private static let most = LexicalSearch.most
  /// What a phrase says at least that most segments have.
  private static let least = 1e-6

  private let database: Database
  private let segmentCount: Double
  private var counts: [QueryExpression: Int] = [:]

  init(_ database: Database) throws {
    self.database = database
    // Numbers of segments that were removed count too, which changes nothing that matters.
    segmentCount = Double(try Int.fetchOne(database, sql: "SELECT COALESCE(MAX(id), 0) + 1 FROM segment") ?? 1)
  }

  /// A weight for each phrase of `match` of the expression, in its order.
  func weights(of expression: QueryExpression) throws -> [Double] {
    let groups = expression.phraseGroups
    guard groups.count > 1 else { return groups.flatMap { Array(repeating: 1, count: $0.phraseCount) } }
    return try groups.flatMap { group in
      Array(repeating: try weight(of: group), count: group.phraseCount)
    }
  }

  /// The score of a segment of mean length with everything once.
  func fullScore(of expression: QueryExpression) throws -> Double {
    let groups = expression.phraseGroups
    return groups.count > 1 ? try groups.reduce(0) { $0 + (try weight(of: $1)) } : 1
  }

  /// Whether at least `most` segments have it.
  func isCommon(_ expression: QueryExpression) throws -> Bool { try count(expression) >= Self.most }

  private func weight(of expression: QueryExpression) throws -> Double {
    let count = Double(try count(expression))
    return max(Self.least, log((max(segmentCount, count) - count + 0.5) / (count + 0.5)))
  }

  private func count(_ expression: QueryExpression) throws -> Int {
    if let known = counts[expression] { return known }
    let count = try counted(expression)
    counts[expression] = count
    return count
  }

  private func counted(_ expression: QueryExpression) throws -> Int {
    var counted = expression
    if case .phrase(let text, isPrefix: true) = expression, let words = try Prefix(text, database).commonest {
      counted = words
    }
    guard let match = counted.match else { return 0 }
    return try Int.fetchOne(
      database.cachedStatement(
        sql: "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT \(Self.most))"),
      arguments: [match]) ?? 0
  }
}

/// The words that begin with some letters.
struct Prefix {
  /// As many words as are looked for one by one.
  static let most = 32

  /// Those that were in the index first, which are those that are said most, where there are many; nil where there are few,
  /// or where several words were given, of which the last has the beginning only.
  let commonest: QueryExpression?

  init(_ text: String, _ database: Database) throws {
    let terms = TermWriter.terms(text)
    guard terms.count == 1 else {
      commonest = nil
      return
    }
    let words = try String.fetchAll(
      database.cachedStatement(
        sql: "SELECT text FROM term WHERE text >= ? AND text < ? || char(1114111) ORDER BY id LIMIT \(Self.most + 1)"),
      arguments: [terms[0], terms[0]])
    commonest =
      words.count > Self.most ? .any(words.prefix(Self.most).map { .phrase($0, isPrefix: false) }) : nil
  }
}

extension QueryExpression {
  /// Parts that have one weight each, in the order of their phrases in `match`: a phrase, or words one of which will do.
  fileprivate var phraseGroups: [QueryExpression] {
    switch self {
    case .phrase, .fragment: [self]
    case .near(let phrases, _): phrases.map { .phrase($0, isPrefix: false) }
    case .any(let parts) where parts.allSatisfy(\.isWord) && parts.count > Self.mostCounted: [self]
    case .any(let parts): parts.flatMap(\.phraseGroups)
    case .all(let parts): (parts.filter { !$0.isNot } + parts.filter(\.isNot)).flatMap(\.phraseGroups)
    case .not(let part): part.phraseGroups
    }
  }

  /// Words one of which will do are counted one by one up to so many.
  private static var mostCounted: Int { 16 }

  fileprivate var phraseCount: Int { if case .any(let parts) = self { parts.count } else { 1 } }
  private var isWord: Bool { if case .phrase(_, isPrefix: false) = self { true } else { false } }
  var isNot: Bool { if case .not = self { true } else { false } }
}
