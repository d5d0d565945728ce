import Moderation
import Timeline
import Transcript

/// How an utterance was judged, toxic or not: here numbers are numbers.
struct ToxicSegment: Encodable {
  let text: String
  let toxicity: Double
  /// The seven categories that Amazon Transcribe has.
  let categories: [String: Double]
  let start_time: Double
  let end_time: Double

  private static let categories = ToxicityCategory.allCases.filter { $0 != .toxicity && $0 != .selfHarm }
    .map(\.rawValue)

  /// Nil where nobody judged all categories; of several who did, the first.
  static func all(in annotations: Annotations, _ transcript: Transcript) -> [ToxicSegment]? {
    let wanted = categories + [ToxicityCategory.toxicity.rawValue]
    let judged = annotations.utterances.filter { utterance in wanted.allSatisfy { utterance.scores[$0] != nil } }
    guard let source = judged.first?.source else { return nil }
    let words = transcript.words
    return judged.filter { $0.source == source }.map { ToxicSegment($0, words) }
  }

  private init(_ utterance: UtteranceScores, _ words: [Word]) {
    func number(_ value: Double?) -> Double {
      guard let value, value.isFinite else { return 0 }
      return (min(max(value, 0), 1) * 10_000).rounded() / 10_000
    }
    text = words[utterance.words.clamped(to: words.indices)].joinedText
    toxicity = number(utterance.scores[ToxicityCategory.toxicity.rawValue])
    categories = Dictionary(uniqueKeysWithValues: Self.categories.map { ($0, number(utterance.scores[$0])) })
    start_time = Double(max(0, utterance.range.start.milliseconds)) / 1000
    end_time = Double(max(0, utterance.range.end.milliseconds)) / 1000
  }
}
