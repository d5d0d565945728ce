internal import Foundation

/// Keywords by the statistics of one text, without a corpus: YAKE (Campos et al. 2020, “YAKE! Keyword extraction from single
/// documents using multiple local features”). Words that are often capitals, come early, in many sentences and always beside
/// the same others weigh more. Languages without spaces are taken apart by ICU's dictionaries first; of a language without
/// a list of small words those of up to three letters count as such.
struct KeywordExtractor {
  private let units: [TextUnit]
  private let scores: WordScores
  /// Characters of a word at least.
  private static let shortestPhrase = 2

  init(_ units: [TextUnit]) {
    self.units = units
    scores = WordScores(units)
  }

  /// The weightiest first, no two of which say the same.
  func keywords(atMost count: Int) -> [Keyword] {
    guard count > 0 else { return [] }
    let phrases = PhraseCounts(units).phrases.filter { $0.value.text.count >= Self.shortestPhrase }
    let covered = Self.covered(phrases)
    let isLong = units.reduce(0) { $0 + $1.tokens.count } > 200
    let ranked = phrases.compactMap { key, phrase -> (key: String, score: Double)? in
      // In a long text what is said once is no topic.
      guard !isLong || phrase.count > 1, !covered.contains(key) else { return nil }
      let words = phrase.words.map(scores.score)
      let product = words.reduce(1, *)
      let score = product / (Double(phrase.count) * (1 + words.reduce(0, +)))
      return (key, max(score, .leastNormalMagnitude))
    }.sorted { ($0.score, $0.key) < ($1.score, $1.key) }
    var chosen: [Keyword] = []
    var taken: [Set<String>] = []
    for (key, score) in ranked {
      guard chosen.count < count, let phrase = phrases[key] else { break }
      let stems = Set(phrase.words.map(PhraseCounts.stem))
      guard !taken.contains(where: { $0.isSuperset(of: stems) || $0.isSubset(of: stems) }) else { continue }
      taken.append(stems)
      let best = ranked.first?.score ?? score
      chosen.append(Keyword(text: phrase.text, weight: (best / score).squareRoot().rounded4, count: phrase.count))
    }
    return chosen
  }

  /// Phrases that are mostly said as a part of a longer one, as “solar” is of “solar panels”.
  private static func covered(_ phrases: [String: PhraseCounts.Phrase]) -> Set<String> {
    var covered: Set<String> = []
    for phrase in phrases.values where phrase.words.count > 1 && phrase.count > 1 {
      let stems = phrase.words.map(PhraseCounts.stem)
      for length in 1..<stems.count {
        for start in 0...stems.count - length {
          let part = stems[start..<start + length].joined(separator: " ")
          if let count = phrases[part]?.count, Double(phrase.count) >= 0.6 * Double(count) { covered.insert(part) }
        }
      }
    }
    return covered
  }
}
