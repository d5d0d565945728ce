internal import Logging
package import Moderation
package import PluginKit
package import TextClassification
package import Transcript

extension UtteranceClassifier {
  /// Judges the utterances of the language that the head knows, in order; says nothing of others.
  ///
  /// - Parameters:
  ///   - source: the plug-in that judges; the head's language and version are added.
  ///   - elsewhere: how many of those in other languages are judged otherwise.
  ///   - context: lends the vectors of all utterances, is told how far this is, and gets a line in its log where there
  ///     were other languages.
  /// - Returns: scores by the names of the head's outputs.
  /// - Throws: `EnvironmentError` where vectors are missing, `CancellationError`.
  package func judge(
    _ transcript: Transcript, source: String, elsewhere: Int = 0, in context: PluginContext
  ) throws -> [UtteranceScores] {
    let utterances = transcript.utterances
    guard !utterances.isEmpty else { return [] }
    let vectors = try UtteranceVectors(context.embeddings, size: ClassifierHead.vectorSize)
    let source = "\(source) \(head.language)-\(head.version)"
    var judged: [UtteranceScores] = []
    for (index, utterance) in utterances.enumerated() {
      try Task.checkCancellation()
      context.progress(Double(index) / Double(utterances.count))
      guard transcript.segments[utterance.segment].language.primary == head.language else { continue }
      let surroundings = transcript.context(of: index, in: utterances)
      judged.append(
        UtteranceScores(
          source: source, range: utterance.range, words: utterance.words,
          scores: scores(of: try vectors.input(utterance), in: try surroundings.map(vectors.input))))
    }
    if judged.count + elsewhere < utterances.count {
      context.logger.info(
        "Utterances in other languages were not judged",
        metadata: ["utterances": "\(utterances.count - judged.count - elsewhere)", "of": "\(utterances.count)"])
    }
    return judged
  }
}
