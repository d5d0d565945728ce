internal import Foundation
internal import Logging
public import Media
public import Moderation
public import PluginKit
internal import Timeline
public import Transcript

/// Asks a language model behind an OpenAI-compatible endpoint for the scores that `toxicity` gives: **what is said leaves
/// the machine**, unless the endpoint runs on it. It does nothing unless its settings name an endpoint.
///
/// The README beside this file says what is sent.
public struct ModerationLLMAnnotator: Annotator {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.moderation-llm", version: "1.0.0", kind: .annotator,
    summary: "Sends what is said to a language model of yours, and takes its scores", licence: "Apache-2.0")

  private let configuration: ModerationLLMConfiguration
  private let environment: [String: String]

  public init(configuration: ModerationLLMConfiguration) throws {
    try self.init(configuration: configuration, environment: ProcessInfo.processInfo.environment)
  }

  init(configuration: ModerationLLMConfiguration, environment: [String: String]) throws {
    try configuration.validate()
    (self.configuration, self.environment) = (configuration, environment)
  }

  public func annotate(
    _ transcript: Transcript, audio: AudioReference?, in context: PluginContext
  ) async throws -> Annotations {
    let wanted = Set(configuration.languages.map { LanguageTag($0).primary })
    let utterances = transcript.utterances.filter {
      wanted.isEmpty || wanted.contains(transcript.segments[$0.segment].language.primary)
    }
    guard !utterances.isEmpty else { return unjudged(in: transcript, besides: .none) }
    let client = try ChatClient(configuration, key: key())
    context.logger.notice("What is said is sent to an endpoint", metadata: ["endpoint": "\(client.host)"])
    let source = "\(Self.descriptor.id) \(configuration.model)"
    var annotations = Annotations.none
    for start in stride(from: 0, to: utterances.count, by: configuration.batchSize) {
      try Task.checkCancellation()
      let batch = Array(utterances[start..<min(utterances.count, start + configuration.batchSize)])
      let answers = try await client.scores(of: batch.map(\.text))
      for (utterance, scores) in zip(batch, answers) {
        let judged = UtteranceScores(
          source: source, range: utterance.range, words: utterance.words, scores: scores)
        annotations.utterances.append(judged)
        annotations.findings += findings(in: judged)
      }
      context.progress(Double(start + batch.count) / Double(utterances.count))
    }
    return unjudged(in: transcript, besides: annotations)
  }

  /// `annotations` with what is in none of the languages that are judged.
  private func unjudged(in transcript: Transcript, besides annotations: Annotations) -> Annotations {
    var annotations = annotations
    annotations.unjudged = [Unjudged](in: transcript, besides: annotations.utterances, source: Self.descriptor.id)
    return annotations
  }

  private func key() throws -> String? {
    guard !configuration.key.isEmpty else { return nil }
    let name = String(configuration.key.dropFirst(4))
    guard let key = environment[name], !key.isEmpty else {
      throw EnvironmentError("the key of the endpoint is not there: $\(name) is not set")
    }
    return key
  }

  private func findings(in utterance: UtteranceScores) -> [Finding] {
    let reached = configuration.categories.filter { name in
      (utterance.scores[name] ?? 0) >= configuration.thresholds[name] ?? configuration.threshold
    }
    let overall = ToxicityCategory.toxicity.rawValue
    return reached.filter { $0 != overall || reached == [overall] }.map { name in
      Finding(
        category: name, range: utterance.range, score: utterance.scores[name] ?? 0, source: utterance.source,
        words: utterance.words, threshold: configuration.thresholds[name] ?? configuration.threshold)
    }
  }
}
