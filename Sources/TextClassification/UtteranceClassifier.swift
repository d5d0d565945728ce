/// A head with what it needs of a text beside its vector.
package struct UtteranceClassifier {
  /// A text with the vector that the sentence encoder has for it.
  package struct Input {
    package var text: String
    /// Of length 1 for each layer.
    package var vector: [Float]

    package init(text: String, vector: [Float]) {
      (self.text, self.vector) = (text, vector)
    }
  }

  /// Code points of a text that are looked at for words: an utterance has 60 words, and these have no bound of their own.
  private static let longestText = 16_384

  package let head: ClassifierHead
  /// What surroundings count for in the score of an utterance that is short, 0…1.
  private let contextWeight: Double
  private var features: (String) -> [Double]

  package static func toxicity() -> UtteranceClassifier {
    var features = ToxicityFeatures()
    return UtteranceClassifier(head: .toxicity, contextWeight: 0.25) { features.values(of: $0) }
  }

  package static func sentiment() -> UtteranceClassifier {
    UtteranceClassifier(head: .sentiment, contextWeight: 0, features: SentimentFeatures.values)
  }

  private init(head: ClassifierHead, contextWeight: Double, features: @escaping (String) -> [Double]) {
    (self.head, self.contextWeight, self.features) = (head, contextWeight, features)
  }

  /// 0…1 by the names of the head's outputs.
  ///
  /// - Parameter surroundings: `utterance` with what is said before and after it, where it is too short to be judged by
  ///   itself.
  package func scores(of utterance: Input, in surroundings: Input?) -> [String: Double] {
    let own = scores(of: utterance)
    guard contextWeight > 0, let surroundings else { return own }
    return own.merging(scores(of: surroundings)) { (1 - contextWeight) * $0 + contextWeight * $1 }
  }

  private static func cut(_ text: String) -> String {
    text.utf8.count > longestText ? String(text.unicodeScalars.prefix(longestText)) : text
  }

  private func scores(of input: Input) -> [String: Double] {
    let scores = head.scores(vector: input.vector, features: features(Self.cut(input.text)))
    return Dictionary(uniqueKeysWithValues: zip(head.outputs, scores.map(Double.init)))
  }
}
