internal import Foundation

/// YAKE's score of single words; a lower one is weightier. The formulas are those of the paper's section 3.2.
struct WordScores {
  private struct Counts {
    var all = 0
    /// Where it is not the first of a sentence.
    var capitalised = 0
    var abbreviated = 0
    /// The utterances that it is in, in order.
    var units: [Int32] = []
    var before: [String: Int] = [:]
    var after: [String: Int] = [:]
  }

  private var scores: [String: Double] = [:]

  init(_ units: [TextUnit]) {
    var counts: [String: Counts] = [:]
    for (index, unit) in units.enumerated() {
      for (place, token) in unit.tokens.enumerated() where token.kind == .content {
        var own = counts.removeValue(forKey: token.key) ?? Counts()
        own.all += 1
        if token.text.count > 1, token.text.allSatisfy(\.isUppercase) {
          own.abbreviated += 1
        } else if token.text.first?.isUppercase == true, !token.startsSentence {
          own.capitalised += 1
        }
        if own.units.last != Int32(clamping: index) { own.units.append(Int32(clamping: index)) }
        if place > 0, !unit.tokens[place - 1].endsPhrase { own.before[unit.tokens[place - 1].key, default: 0] += 1 }
        if !token.endsPhrase, place + 1 < unit.tokens.count { own.after[unit.tokens[place + 1].key, default: 0] += 1 }
        counts[token.key] = own
      }
    }
    guard !counts.isEmpty else { return }
    let frequencies = counts.values.map { Double($0.all) }
    // Summed in order, so that the same text always gives the same numbers.
    let ordered = frequencies.sorted()
    let mean = ordered.reduce(0, +) / Double(ordered.count)
    let deviation = (ordered.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(ordered.count)).squareRoot()
    let most = ordered.last ?? 1
    for (key, own) in counts {
      let frequency = Double(own.all)
      let casing = Double(max(own.capitalised, own.abbreviated)) / (1 + log(frequency))
      let median = Double(own.units[own.units.count / 2])
      let position = log(log(3 + median))
      let relation = 1 + (Self.dispersion(own.before) + Self.dispersion(own.after)) * frequency / most
      let spread = Double(own.units.count) / Double(units.count)
      let weight = frequency / (mean + deviation)
      scores[key] = position * relation / (casing + weight / relation + spread / relation)
    }
  }

  /// Different words beside it, for each time that there is one: much for words that go with anything.
  private static func dispersion(_ neighbours: [String: Int]) -> Double {
    let all = neighbours.values.reduce(0, +)
    return all > 0 ? Double(neighbours.count) / Double(all) : 0
  }

  func score(_ key: String) -> Double { scores[key] ?? 1 }
}
