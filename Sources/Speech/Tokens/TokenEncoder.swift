import Foundation

/// Turns text into tokens, as the vocabulary was made: byte pairs, joined in the order of their ids.
package struct TokenEncoder: Sendable {
  private let ids: [[UInt8]: Int]

  package init(_ tokenizer: Tokenizer) {
    ids = tokenizer.ordinaryTokens
  }

  /// The tokens of a text; a word inside a sentence begins with its space.
  package func encode(_ text: String) -> [Int] {
    // Pieces may part a letter from its accent, which ranges of a String cannot.
    let units = NSString(string: text)
    return Self.pieces.matches(in: text, range: NSRange(location: 0, length: units.length)).flatMap { match in
      encodePiece(Array(units.substring(with: match.range).utf8))
    }
  }

  private func encodePiece(_ bytes: [UInt8]) -> [Int] {
    if let id = ids[bytes] { return [id] }
    var parts = bytes.map { [$0] }
    while true {
      // Ids were given in the order in which pairs were joined, so the lowest is the next that was.
      let joined = parts.indices.dropLast().compactMap { index in
        ids[parts[index] + parts[index + 1]].map { (id: $0, index: index) }
      }
      guard let first = joined.min(by: { ($0.id, $0.index) < ($1.id, $1.index) }) else { break }
      parts[first.index] += parts[first.index + 1]
      parts.remove(at: first.index + 1)
    }
    return parts.compactMap { ids[$0] }
  }

  /// What GPT-2's tokenizer never joins over: contractions, words, numbers and marks with the space before them.
  private static let pieces: NSRegularExpression = {
    do {
      return try NSRegularExpression(
        pattern: #"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#)
    } catch {
      preconditionFailure("the pattern is a constant: \(error)")
    }
  }()
}
