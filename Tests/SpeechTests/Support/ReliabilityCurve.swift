import Transcript

/// Whether words are right as often as their confidence says.
struct ReliabilityCurve {
  /// A confidence, and whether the word was right.
  private var words: [(confidence: Double, isRight: Bool)] = []
  /// Words a group of the curve has at least: the share of fewer is known worse than the ten points that are asked for.
  private static let least = 30

  struct Group {
    var range: Range<Double>
    var count: Int
    /// The mean.
    var confidence: Double
    /// Share of the words that were right.
    var right: Double
  }

  /// Judges words by the best alignment with what was said.
  mutating func add(reference: String, heard: [Word]) {
    var parts: [(text: String, owner: Int)] = []
    for (index, word) in heard.enumerated() {
      parts += WordErrorRate.normalised(word.text).map { ($0, index) }
    }
    let matches = Set(WordErrorRate.matches(WordErrorRate.normalised(reference), parts.map(\.text)))
    var isRight: [Int: Bool] = [:]
    for (place, part) in parts.enumerated() {
      isRight[part.owner, default: true] = isRight[part.owner] != false && matches.contains(place)
    }
    words += isRight.sorted { $0.key < $1.key }.map { (heard[$0.key].confidence, $0.value) }
  }

  /// Tenths of confidence, joined to those above until they hold enough words.
  var groups: [Group] {
    var result: [Group] = []
    var start = 0.0
    for tenth in 1...10 {
      let end = Double(tenth) / 10
      let own = words.filter { $0.confidence >= start && ($0.confidence < end || tenth == 10) }
      guard own.count >= Self.least || (tenth == 10 && !own.isEmpty) else { continue }
      let count = Double(own.count)
      result.append(
        Group(
          range: start..<end, count: own.count, confidence: own.reduce(0) { $0 + $1.confidence } / count,
          right: Double(own.count(where: \.isRight)) / count))
      start = end
    }
    return result
  }
}
