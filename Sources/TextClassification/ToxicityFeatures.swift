/// The numbers that the toxicity head reads beside the vector of the sentence: what the lexicon says, and whether it is
/// meant, denied or quoted.
package struct ToxicityFeatures {
  /// In order.
  package static let names: [String] =
    Severities.categories.flatMap { ["\($0).highest", "\($0).sum", "\($0).share"] } + [
      "you", "intent", "violence", "gore", "negation", "quotation", "identity", "selfHarm", "counter", "ownGroup",
      "figurative", "threat", "medical", "negatedHit", "directedHit", "hostileToIdentity", "negatedHostility",
      "quotedHit", "masked", "firstPerson", "question", "length",
    ]

  /// Words between a negation or a “you” and what it belongs to.
  private static let hitWindow = 3
  /// Words between a hostile verb and an identity.
  private static let identityWindow = 4
  /// Words from which on a text counts as long.
  private static let longText = 40

  /// What was looked up before: a text has few words that others have not.
  private var known: [ClassifiedWord: Lexicon.WordEntry?] = [:]

  package init() {}

  /// 0…1 each, in the order of `names`.
  package mutating func values(of text: String) -> [Double] {
    Self.values(of: classified(text))
  }

  mutating func classified(_ text: String) -> ClassifiedText {
    ClassifiedText(text, lexicon: .standard, known: &known)
  }

  static func values(of text: ClassifiedText) -> [Double] {
    severities(text) + flags(text).map { $0 ? 1 : 0 } + [directed(text)] + moreFlags(text).map { $0 ? 1 : 0 } + [
      Double(min(text.words.count, longText)) / Double(longText)
    ]
  }

  private static func severities(_ text: ClassifiedText) -> [Double] {
    Severities.categories.indices.flatMap { category in
      var (highest, sum) = (0.0, 0.0)
      for hit in text.hits {
        highest = max(highest, hit.severities.values[category])
        sum += hit.severities.values[category]
      }
      return [highest, min(sum, 3) / 3, min(sum / Double(max(text.words.count, 1)), 1)]
    }
  }

  /// From `you` to `negatedHit`.
  private static func flags(_ text: ClassifiedText) -> [Bool] {
    let figurative = text.phrases(.figurative)
    // “Killing time” is no violence.
    let violence = text.positions(.violence).filter { index in !figurative.contains { $0.contains(index) } }
    let selfHarm = text.phrases(.selfHarm).contains { phrase in
      !figurative.contains { $0.contains(phrase.lowerBound) }
    }
    let negation = text.positions(.negation)
    return [
      !text.positions(.you).isEmpty, text.has(.intent), !violence.isEmpty, !text.positions(.gore).isEmpty,
      !negation.isEmpty, text.quoteCount >= 2 || text.has(.quotation), !text.positions(.identity).isEmpty,
      !text.positions(.selfHarm).isEmpty || selfHarm, text.has(.counter), !text.phrases(.ownGroup).isEmpty,
      !figurative.isEmpty, !text.phrases(.threat).isEmpty, !text.positions(.medical).isEmpty,
      (text.hits.map(\.words.lowerBound) + violence).contains { isAfter(negation, $0) },
    ]
  }

  /// The severity of what stands near a “you”.
  private static func directed(_ text: ClassifiedText) -> Double {
    let you = text.positions(.you)
    return text.hits.filter { hit in
      let near = hit.words.lowerBound - hitWindow..<hit.words.upperBound + hitWindow
      return you.contains(where: near.contains)
    }.map(\.severities.highest).max() ?? 0
  }

  /// From `hostileToIdentity` to `question`.
  private static func moreFlags(_ text: ClassifiedText) -> [Bool] {
    let identity = text.positions(.identity)
    let negation = text.positions(.negation)
    let hostile = text.positions(.hostile).filter { index in
      identity.contains { abs(index - $0) <= identityWindow }
    }
    let judged = text.hits.flatMap { Array($0.words) } + identity
    return [
      !hostile.isEmpty, hostile.contains { isAfter(negation, $0) }, judged.contains { text.words[$0].isQuoted },
      text.hits.contains(where: \.isMasked), !text.positions(.firstPerson).isEmpty, text.hasQuestion,
    ]
  }

  /// Whether one of `cues` is among the words before a word.
  private static func isAfter(_ cues: [Int], _ index: Int) -> Bool {
    cues.contains { index - hitWindow <= $0 && $0 < index }
  }
}
