public import Media
public import Moderation
public import PluginKit
import TextClassification
public import Transcript
import UtteranceJudging
package import Vocabulary

/// Judges every utterance by its words and its meaning: swearing, hate, sexual remarks, insults, threats, gore,
/// harassment, self-harm, each with a score; and raised voices by the sound, apart from that. English is judged by a
/// classifier, other languages by lists of words.
///
/// The README beside this file says how, and how far to trust it.
public struct ToxicityAnnotator: Annotator {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.toxicity", version: "1.0.0", kind: .annotator,
    summary: "Scores what is said for swearing, hate, insults, threats and more, and finds raised voices",
    licence: "Apache-2.0", consumes: [.transcript, .embeddings, .audio])

  private let configuration: ToxicityConfiguration
  private let lists: ToxicityLists

  /// - Throws: `ConfigurationError`.
  public init(configuration: ToxicityConfiguration) throws {
    try self.init(configuration: configuration, store: VocabularyStore(directory: VocabularyStore.defaultDirectory()))
  }

  /// - Throws: `ConfigurationError`.
  package init(configuration: ToxicityConfiguration, store: VocabularyStore) throws {
    try configuration.validate()
    self.configuration = configuration
    lists = ToxicityLists(configuration.lists, store: store, headLanguage: ClassifierHead.toxicity.language)
  }

  /// Which weights judge, and what is in the lists.
  public var resultSettings: [String: String] {
    lists.digests.merging(["classifier": ClassifierHead.toxicity.digest]) { $1 }
  }

  public var isCurrent: Bool { lists.areCurrent }

  /// Lists that are not there or have errors.
  public var problems: [ConfigurationError] { lists.problems }

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
    let listed = try lists.judge(transcript, source: Self.descriptor.id)
    var utterances = try classifier.judge(
      transcript, source: Self.descriptor.id, elsewhere: listed.count, in: quiet)
    for index in utterances.indices {
      let scores = utterances[index].scores
      utterances[index].scores = Dictionary(
        uniqueKeysWithValues: ToxicityCategory.allCases.map { ($0.rawValue, scores[$0.output] ?? 0) })
    }
    return Annotations(merging: [
      Annotations(findings: utterances.flatMap { judge.findings(in: $0) }, utterances: utterances),
      Annotations(findings: listed.flatMap { judge.findings(in: $0, byLists: true) }, utterances: listed),
      Annotations(unjudged: [Unjudged](in: transcript, besides: utterances + listed, source: Self.descriptor.id)),
    ])
  }
}
