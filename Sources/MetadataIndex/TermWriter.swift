internal import Foundation
internal import GRDB
internal import Synchronization

/// Keeps the list of all words that are in the index, each once.
final class TermWriter: Sendable {
  /// Words that are in the list for certain, as they were written.
  private let known = Mutex<Set<String>>([])
  /// A language has fewer; names and mistakes have no end.
  private static let most = 200_000

  /// Adds the words of `texts`. What is remembered of them is forgotten where the transaction fails: see `forget`.
  func add(_ words: some Sequence<String>, to database: Database) throws {
    let new = known.withLock { known in
      if known.count > Self.most { known.removeAll(keepingCapacity: true) }
      return words.filter { known.insert($0).inserted }
    }
    guard !new.isEmpty else { return }
    let term = try database.cachedStatement(sql: "INSERT OR IGNORE INTO term (text) VALUES (?)")
    let pieces = try database.cachedStatement(sql: "INSERT INTO termPieces (rowid, text) VALUES (?, ?)")
    for word in Set(new.flatMap(Self.terms)) {
      try term.execute(arguments: [word])
      if database.changesCount > 0 {
        try pieces.execute(arguments: [database.lastInsertedRowID, FragmentSearch.indexed(word)])
      }
    }
  }

  /// Removes those of `words` that are in no segment any more: what was taken out of a text is not kept here.
  func remove(_ words: some Sequence<String>, from database: Database) throws {
    let places = try database.cachedStatement(sql: "SELECT rowid FROM words WHERE words MATCH ? LIMIT 1")
    for term in Set(words.flatMap(Self.terms)) {
      guard let match = QueryExpression.phrase(term, isPrefix: false).match,
        try Int64.fetchOne(places, arguments: [match]) == nil,
        let id = try Int64.fetchOne(database, sql: "SELECT id FROM term WHERE text = ?", arguments: [term])
      else { continue }
      try database.execute(
        sql: "INSERT INTO termPieces (termPieces, rowid, text) VALUES ('delete', ?, ?)",
        arguments: [id, FragmentSearch.indexed(term)])
      try database.execute(sql: "DELETE FROM term WHERE id = ?", arguments: [id])
    }
    forget()
  }

  func forget() { known.withLock { $0.removeAll(keepingCapacity: true) } }

  /// The words in a piece of text between spaces, in small letters: `Well,` is well, `half-hearted` half and hearted.
  static func terms(_ text: String) -> [String] {
    guard !Script.hasNoSpaces(text) else { return [] }
    return text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }
}
