public import Media
public import Moderation
public import PluginKit
import TextClassification
public import Transcript
import UtteranceJudging

/// Judges every utterance by its words and its meaning: swearing, hate, sexual remarks, insults, threats, gore,
/// harassment, self-harm, each with a score; and raised voices by the sound, apart from that.
///
/// The README beside this file says how, and how far to trust it.
public struct ToxicityAnnotator: Annotator {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.toxicity", version: "1.0.0", kind: .annotator,
    summary: "Scores what is said for swearing, hate, insults, threats and more, and finds raised voices",
    licence: "Apache-2.0", consumes: [.transcript, .embeddings, .audio])

  private let configuration: ToxicityConfiguration

  public init(configuration: ToxicityConfiguration) throws {
    try configuration.validate()
    self.configuration = configuration
  }

  /// Which weights judge.
  public var resultSettings: [String: String] { ["classifier": ClassifierHead.toxicity.digest] }

  public func annotate(
    _ transcript: Transcript, audio: AudioReference?, in context: PluginContext
  ) async throws -> Annotations {
    let text = try judgeText(of: transcript, context)
    guard configuration.shouting, let audio else { return text }
    let voices = RaisedVoices(source: "\(Self.descriptor.id) voice-1", threshold: configuration.shoutingThreshold)
    return Annotations(merging: [text, try voices.annotate(transcript, audio, in: context)])
  }

  private func judgeText(of transcript: Transcript, _ context: PluginContext) throws -> Annotations {
    let classifier = UtteranceClassifier.toxicity()
    let judge = ToxicityJudge(configuration, head: classifier.head)
    var quiet = context
    // The sound takes the time.
    if configuration.shouting { quiet.progress = { _ in } }
    var utterances = try classifier.judge(transcript, source: Self.descriptor.id, in: quiet)
    for index in utterances.indices {
      let scores = utterances[index].scores
      utterances[index].scores = Dictionary(
        uniqueKeysWithValues: ToxicityCategory.allCases.map { ($0.rawValue, scores[$0.output] ?? 0) })
    }
    return Annotations(findings: utterances.flatMap(judge.findings), utterances: utterances)
  }
}
