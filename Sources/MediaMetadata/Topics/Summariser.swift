internal import Foundation
internal import Timeline
internal import Transcript

/// Sentences that stand for the whole: those nearest to the mean of all (centroid-based summaries, Radev et al. 2004), each
/// weighed against those chosen before, so that none says the same again (maximal marginal relevance, Carbonell and
/// Goldstein 1998).
struct Summariser {
  private let units: [TextUnit]
  private let vectors: SentenceVectors

  /// What likeness to the whole weighs, and one less this likeness to another sentence. Carbonell and Goldstein's summaries
  /// have 0.7 as well.
  private static let relevance = 0.7
  /// Words of a sentence that can be read alone; of languages without spaces, too.
  private static let lengths = 6...45
  /// Text that is doubted more is not quoted.
  private static let leastTrust = 0.5

  init(_ units: [TextUnit], _ vectors: SentenceVectors) {
    (self.units, self.vectors) = (units, vectors)
  }

  /// In time order.
  func sentences(atMost count: Int) -> [SummarySentence] {
    let whole = units.indices.filter { isReadable($0) }
    // A file of nothing but short words gets those.
    var open = whole.isEmpty ? units.indices.filter { !units[$0].tokens.isEmpty } : whole
    let likeness = likenessToAll()
    var nearest = [Double](repeating: -1, count: units.count)
    var chosen: [Int] = []
    while chosen.count < count, !open.isEmpty {
      var best = (place: 0, score: -Double.infinity)
      for (place, index) in open.enumerated() {
        let repeated = chosen.isEmpty ? 0 : nearest[index]
        let score = Self.relevance * (likeness[index] + form(of: index)) - (1 - Self.relevance) * repeated
        if score > best.score { best = (place, score) }
      }
      let index = open.remove(at: best.place)
      chosen.append(index)
      // What was said before in nearly the same words adds nothing.
      open = open.filter { other in
        nearest[other] = max(nearest[other], vectors.similarity(index, other))
        return nearest[other] < 0.95
      }
    }
    return chosen.sorted().map { index in
      let unit = units[index]
      return SummarySentence(
        start: unit.range.start, end: unit.range.end, text: unit.utterance.text, speaker: unit.speaker)
    }
  }

  private func isReadable(_ index: Int) -> Bool {
    let unit = units[index]
    return Self.lengths.contains(unit.tokens.count) && unit.trust >= Self.leastTrust
      && unit.tokens.contains { $0.kind == .content }
  }

  /// What a whole sentence has before a part of one.
  private func form(of index: Int) -> Double {
    let text = units[index].utterance.text
    let starts = text.first { $0.isLetter || $0.isNumber }.map { !$0.isLowercase } ?? false
    let end = text.last { $0.isLetter || $0.isNumber || Tokeniser.sentenceEnds.contains($0) }
    let ends = end.map(Tokeniser.sentenceEnds.contains) ?? false
    // Questions ask for what another sentence says.
    return (starts ? 0.05 : 0) + (ends ? 0.05 : 0) - (text.hasSuffix("?") || text.hasSuffix("？") ? 0.05 : 0)
  }

  private func likenessToAll() -> [Double] {
    var sum = [Double](repeating: 0, count: vectors.width)
    for (index, unit) in units.enumerated() {
      let weight = Double(min(unit.tokens.count, 20))
      vectors.withRow(index) { row in
        for column in 0..<vectors.width { sum[column] += weight * Double(row[column]) }
      }
    }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0 else { return [Double](repeating: 0, count: units.count) }
    return units.indices.map { index in
      vectors.withRow(index) { row in
        var product = 0.0
        for column in 0..<vectors.width { product += sum[column] * Double(row[column]) }
        return product / length
      }
    }
  }
}
