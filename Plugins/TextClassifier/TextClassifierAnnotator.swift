public import Media
internal import Models
public import Moderation
public import PluginKit
internal import SystemPackage
public import Transcript

/// Runs a text classifier of yours on every utterance: any that is published as ONNX, or in OpenVINO's own form, with its
/// `tokenizer.json` and `config.json`.
public struct TextClassifierAnnotator: Annotator {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.text-classifier", version: "1.0.0", kind: .annotator,
    summary: "Scores what is said with an ONNX or OpenVINO text classifier of yours", licence: "Apache-2.0")

  private let configuration: TextClassifierConfiguration

  public init(configuration: TextClassifierConfiguration) throws {
    try configuration.validate()
    self.configuration = configuration
  }

  /// What is in the files of the classifier: another one in the same folder makes results stale.
  public var resultSettings: [String: String] {
    let digests = FolderDigests.shared.digests(of: folder(in: ModelStore.defaultDirectory()))
    return digests.isEmpty ? ["model": "missing"] : digests
  }

  private func folder(in models: FilePath) -> FilePath { models.pushing(FilePath(configuration.model)) }

  public func annotate(
    _ transcript: Transcript, audio: AudioReference?, in context: PluginContext
  ) async throws -> Annotations {
    let wanted = Set(configuration.languages.map { LanguageTag($0).primary })
    let utterances = transcript.utterances.filter {
      wanted.isEmpty || wanted.contains(transcript.segments[$0.segment].language.primary)
    }
    guard !utterances.isEmpty else { return unjudged(in: transcript, besides: .none) }
    let folder = folder(in: context.modelDirectory)
    let source = "\(Self.descriptor.id) \(folder.lastComponent?.string ?? configuration.model)"
    let (labels, scores) = try await ClassifierNetwork.shared.scores(
      of: utterances.map(\.text), folder: folder, configuration, progress: context.progress)
    let categories = try categories(of: labels, folder)
    var annotations = Annotations.none
    for (utterance, scores) in zip(utterances, scores) {
      var named: [String: Double] = [:]
      for (category, score) in zip(categories, scores) {
        guard let category else { continue }
        named[category] = max(named[category] ?? 0, Double(score))
      }
      let judged = UtteranceScores(source: source, range: utterance.range, words: utterance.words, scores: named)
      annotations.utterances.append(judged)
      annotations.findings += findings(in: judged)
    }
    return unjudged(in: transcript, besides: annotations)
  }

  /// `annotations` with what is in none of the languages that are judged.
  private func unjudged(in transcript: Transcript, besides annotations: Annotations) -> Annotations {
    var annotations = annotations
    annotations.unjudged = [Unjudged](in: transcript, besides: annotations.utterances, source: Self.descriptor.id)
    return annotations
  }

  /// What each label is called; nil where it is left out.
  private func categories(of labels: [String], _ folder: FilePath) throws -> [String?] {
    guard !configuration.labels.isEmpty else { return labels }
    if let unknown = configuration.labels.keys.sorted().first(where: { !labels.contains($0) }) {
      throw EnvironmentError(
        "the classifier in \(folder) has no label “\(unknown)”; it has \(labels.joined(separator: ", "))")
    }
    return labels.map { configuration.labels[$0] }
  }

  private func findings(in utterance: UtteranceScores) -> [Finding] {
    utterance.scores.sorted { $0.key < $1.key }.compactMap { category, score in
      let threshold = configuration.thresholds[category] ?? configuration.threshold
      guard score >= threshold else { return nil }
      return Finding(
        category: category, range: utterance.range, score: score, source: utterance.source, words: utterance.words,
        threshold: threshold)
    }
  }
}
