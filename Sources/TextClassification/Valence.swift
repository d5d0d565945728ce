internal import Foundation

/// What words say of a mood, −4…4 (Hutto and Gilbert 2014, VADER), and what strengthens, turns and divides it.
struct Valence {
  /// The one in the program.
  static let standard: Valence = {
    do { return try Valence(json: EmbeddedFile.valence.data) } catch {
      preconditionFailure("the list of moods in the program is damaged: \(error)")
    }
  }()

  /// SHA-256 of the one in the program, in hexadecimal.
  static let digest = EmbeddedFile.valence.digest

  let words: [String: Double]
  let emoticons: [Scalars: Double]
  let emoji: [Unicode.Scalar: Double]
  /// 1 strengthens what follows, −1 weakens it.
  let boosters: [String: Double]
  let negations: Set<String>
  let contrast: Set<String>
  /// Words that a clause begins with.
  let clauseWords: Set<String>
  /// Phrases of two to four words.
  let idioms: [String: Double]

  /// - Throws: `ClassifierError`, `DecodingError`.
  init(json: Data) throws {
    let file = try JSONDecoder().decode(File.self, from: json)
    guard file.version == 1 else { throw ClassifierError("the list of moods is of version \(file.version)") }
    func moods<Key>(_ tenths: [String: Int], _ key: (String) -> Key) -> [Key: Double] {
      Dictionary(tenths.map { (key($0), Double($1) / 10) }) { first, _ in first }
    }
    words = moods(file.words) { $0 }
    emoticons = moods(file.emoticons) { Scalars($0) }
    emoji = try file.emoji.reduce(into: [:]) { emoji, pair in
      guard let scalar = pair.key.unicodeScalars.first, pair.key.unicodeScalars.count == 1 else {
        throw ClassifierError("the list of moods has a picture of several signs")
      }
      emoji[scalar] = Double(pair.value) / 10
    }
    boosters = file.boosters.mapValues(Double.init)
    negations = Set(file.negations)
    contrast = Set(file.contrast)
    clauseWords = Set(file.clauseWords)
    idioms = moods(file.idioms) { $0 }
  }

  func isNegation(_ word: String) -> Bool { negations.contains(word) || word.hasSuffix("n't") }

  private struct File: Decodable {
    var version: Int
    /// In tenths, as the others.
    var words: [String: Int]
    var emoticons: [String: Int]
    var emoji: [String: Int]
    var boosters: [String: Int]
    var negations: [String]
    var contrast: [String]
    var clauseWords: [String]
    var idioms: [String: Int]
  }
}
