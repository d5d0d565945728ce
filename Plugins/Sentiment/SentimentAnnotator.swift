public import Media
public import Moderation
public import PluginKit
import TextClassification
public import Transcript
import UtteranceJudging

/// Scores the mood of every utterance: positive, negative, neutral, mixed.
///
/// The README beside this file says how, and how far to trust it.
public struct SentimentAnnotator: Annotator {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.sentiment", version: "1.0.0", kind: .annotator,
    summary: "Scores what is said as positive, negative, neutral or mixed", licence: "Apache-2.0",
    consumes: [.transcript, .embeddings])

  private let configuration: SentimentConfiguration

  public init(configuration: SentimentConfiguration) throws {
    try configuration.validate()
    self.configuration = configuration
  }

  /// Which weights judge.
  public var resultSettings: [String: String] { ["classifier": ClassifierHead.sentiment.digest] }

  public func annotate(
    _ transcript: Transcript, audio: AudioReference?, in context: PluginContext
  ) async throws -> Annotations {
    let utterances = try UtteranceClassifier.sentiment().judge(transcript, source: Self.descriptor.id, in: context)
    return Annotations(
      findings: utterances.compactMap(finding), utterances: utterances,
      unjudged: [Unjudged](in: transcript, besides: utterances, source: Self.descriptor.id))
  }

  private func finding(in utterance: UtteranceScores) -> Finding? {
    guard
      let mood = SentimentLabel(scores: utterance.scores, mixedThreshold: configuration.mixedThreshold)?.rawValue,
      configuration.report.contains(mood), let score = utterance.scores[mood], score >= configuration.threshold
    else { return nil }
    return Finding(
      category: mood, range: utterance.range, score: score, source: utterance.source, words: utterance.words,
      threshold: configuration.threshold)
  }
}
