/// The numbers that the sentiment head reads beside the vector of the sentence: what the words say of a mood, after the
/// rules of VADER (Hutto and Gilbert 2014), with negations that end with their clause.
package struct SentimentFeatures {
  /// In order.
  package static let names = [
    "negative", "neutral", "positive", "compound", "exclamation", "question", "negation", "but", "clauseHighest",
    "clauseLowest",
  ]

  /// What a booster, capitals, a negation and an exclamation mark do: VADER's constants.
  private static let boost = 0.293
  private static let capitals = 0.733
  private static let flip = -0.74
  private static let exclamation = 0.292
  /// Of a booster one, two, three words back.
  private static let damping = [1, 0.95, 0.9]

  package static func values(of text: String) -> [Double] {
    let valence = Valence.standard
    let tokens = MoodToken.all(of: text, .standard, valence)
    let scores = scores(of: tokens, valence)
    let (exclamations, questions) = (text.unicodeScalars.count { $0 == "!" }, text.unicodeScalars.count { $0 == "?" })
    var (total, positive, negative, neutral) = (0.0, 0.0, 0.0, 0.0)
    for score in scores {
      total += score
      if score > 0 { positive += score + 1 } else if score < 0 { negative += 1 - score } else { neutral += 1 }
    }
    let emphasis = Double(min(exclamations, 4)) * exclamation
    if total > 0 { total += emphasis } else if total < 0 { total -= emphasis }
    let size = positive + negative + neutral
    if size > 0 { (positive, negative, neutral) = (positive / size, negative / size, neutral / size) }
    let clauses = clauses(tokens, scores)
    return [
      negative, neutral, positive, compound(total), Double(min(exclamations, 4)) / 4, Double(min(questions, 3)) / 3,
      tokens.contains { valence.isNegation($0.text) } ? 1 : 0,
      tokens.contains { valence.contrast.contains($0.text) } ? 1 : 0,
      max(0, clauses.max() ?? 0), min(0, clauses.min() ?? 0),
    ]
  }

  /// What each token says after boosters, capitals, negations, idioms and contrast.
  private static func scores(of tokens: [MoodToken], _ valence: Valence) -> [Double] {
    let hasCapitals = tokens.contains(where: \.isCapital) && !tokens.allSatisfy(\.isCapital)
    var scores = tokens.indices.map { score(of: $0, in: tokens, hasCapitals, valence) }
    for count in [4, 3, 2] where count <= tokens.count {
      for first in 0...tokens.count - count {
        let range = first..<first + count
        guard let idiom = valence.idioms[tokens[range].map(\.text).joined(separator: " ")] else { continue }
        for index in range { scores[index] = 0 }
        scores[first] = idiom
      }
    }
    if let turn = tokens.lastIndex(where: { valence.contrast.contains($0.text) }) {
      for index in scores.indices where index != turn { scores[index] *= index < turn ? 0.5 : 1.5 }
    }
    return scores
  }

  private static func score(
    of index: Int, in tokens: [MoodToken], _ hasCapitals: Bool, _ valence: Valence
  ) -> Double {
    var score = tokens[index].valence
    guard score != 0 else { return score }
    let sign: Double = score > 0 ? 1 : -1
    if tokens[index].isCapital, hasCapitals { score += sign * capitals }
    let before = Array((1...3).prefix { $0 <= index })
    for back in before {
      let token = tokens[index - back]
      guard let booster = valence.boosters[token.text] else { continue }
      var step = boost * booster
      if token.isCapital, hasCapitals { step += capitals * booster }
      score += sign * step * damping[back - 1]
    }
    for back in before {
      if tokens[index - back + 1].beginsClause { break }
      if valence.isNegation(tokens[index - back].text) {
        score *= flip
        break
      }
    }
    return score
  }

  /// What each clause says, −1…1.
  private static func clauses(_ tokens: [MoodToken], _ scores: [Double]) -> [Double] {
    var clauses: [Double] = []
    var sum = 0.0
    for (index, token) in tokens.enumerated() {
      if token.beginsClause { sum = 0 }
      sum += scores[index]
      if index + 1 == tokens.count || tokens[index + 1].beginsClause { clauses.append(compound(sum)) }
    }
    return clauses
  }

  private static func compound(_ total: Double) -> Double { total / (total * total + 15).squareRoot() }
}
