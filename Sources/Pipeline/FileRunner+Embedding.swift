internal import PluginKit
internal import SystemPackage
internal import Transcript

extension TextEmbedder {
  /// The vectors of all utterances of `transcript`, and of the context of those that are short.
  func embeddings(
    of transcript: Transcript, modelDirectory: FilePath, progress: @escaping @Sendable (Double) -> Void
  ) async throws -> SpanEmbeddings {
    let utterances = transcript.utterances
    let contexts = utterances.indices.compactMap { transcript.context(of: $0, in: utterances) }
    var spans: [Range<Int>] = []
    var texts: [String] = []
    var known: Set<Range<Int>> = []
    for utterance in utterances + contexts where known.insert(utterance.words).inserted {
      spans.append(utterance.words)
      texts.append(utterance.text)
    }
    let vectors = try await vectors(of: texts, modelDirectory: modelDirectory, progress: progress)
    let weights = texts.isEmpty ? nil : try await weights(in: modelDirectory)
    return SpanEmbeddings(model: model, weights: weights, dimension: dimension, spans: spans, vectors: vectors)
  }
}

extension FileRunner {
  /// What the utterances mean, made where it is stale; nil where no plug-in that has work wants it.
  func embed(
    _ recipes: FileRecipes, _ stale: Set<Stage>, _ transcript: Transcript?, isRecognised: Bool
  ) async throws -> SpanEmbeddings? {
    guard let step = recipes.embedding, let transcript, let embedder = planner.embedder else { return nil }
    guard stale.contains(step.stage) || isRecognised else {
      let isWanted = recipes.annotators.contains { $0.plugin?.takesEmbeddings == true && stale.contains($0.stage) }
      return isWanted ? planner.layer(SpanEmbeddings.self, step) : nil
    }
    report(.stageStarted(item, stage: step.stage, mediaDuration: transcript.duration))
    let embeddings = try await embedder.embeddings(
      of: transcript, modelDirectory: modelDirectory, progress: progress(step.stage))
    try store(embeddings, step)
    return embeddings
  }
}
