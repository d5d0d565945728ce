internal import Foundation

/// Phrases that set chapters apart from each other: those frequent in one and rare in all (class-based tf-idf, Grootendorst
/// 2022), by how much more frequent they are there than elsewhere, longer ones before the words in them.
struct ChapterNames {
  struct Named {
    var text: String
    var weight: Double
  }

  private let chapters: [PhraseCounts]
  /// Of a phrase in all chapters.
  private let totals: [String: Int]
  private let lengths: [Double]
  private let length: Double

  private static let most = 5
  /// Words of more say more; spoken phrases of three are rare.
  private static let longer = [1.0, 1.0, 1.6, 2.0]

  init(_ parts: [ArraySlice<TextUnit>]) {
    chapters = parts.map { PhraseCounts($0) }
    var totals: [String: Int] = [:]
    for chapter in chapters {
      for (key, phrase) in chapter.phrases { totals[key, default: 0] += phrase.count }
    }
    self.totals = totals
    lengths = chapters.map { Double(max(1, $0.phrases.values.reduce(0) { $0 + $1.count })) }
    length = lengths.reduce(0, +)
  }

  /// The weightiest of a chapter, none with a word of another.
  func phrases(of index: Int) -> [Named] {
    let phrases = chapters[index].phrases
    // What is said once may be anything, if there is something said twice.
    let least = phrases.values.contains { $0.count > 1 } ? 2 : 1
    let ranked = phrases.filter { $0.value.count >= least }.map { key, phrase -> (key: String, weight: Double) in
      let (count, total) = (Double(phrase.count), Double(max(1, totals[key] ?? 1)))
      let rarity = log(1 + length / Double(chapters.count) / total)
      // 1 for what is said as often everywhere.
      let lift = (count / total) / (lengths[index] / length)
      return (key, count * rarity * (0.1 + max(0, log(lift))) * Self.longer[min(3, phrase.words.count)])
    }.sorted { ($1.weight, $0.key) < ($0.weight, $1.key) }
    var chosen: [Named] = []
    var taken: Set<String> = []
    for (key, weight) in ranked {
      guard let phrase = phrases[key] else { continue }
      let stems = phrase.words.map(PhraseCounts.stem)
      guard taken.isDisjoint(with: stems) else { continue }
      taken.formUnion(stems)
      chosen.append(Named(text: phrase.text, weight: weight))
      if chosen.count == Self.most { break }
    }
    return chosen
  }

  /// The first phrase, and the second where it says about as much. Nil where there is none.
  static func title(_ phrases: [Named]) -> String? {
    guard let first = phrases.first else { return nil }
    var title = first.text
    if phrases.count > 1, phrases[1].weight >= 0.6 * first.weight, title.count + phrases[1].text.count <= 50 {
      title += ", \(phrases[1].text)"
    }
    return title.prefix(1).uppercased() + title.dropFirst()
  }
}
