internal import PluginKit
internal import TextClassification
internal import Transcript

/// The vectors of utterances that the host lends.
struct UtteranceVectors {
  private let embeddings: SpanEmbeddings
  private let indices: [Range<Int>: Int]

  /// - Throws: `EnvironmentError` where there are none, or those of another encoder or of other weights.
  init(_ embeddings: SpanEmbeddings?, size: Int) throws {
    guard let embeddings else {
      throw EnvironmentError("the vectors of utterances are missing, which this plug-in works on")
    }
    guard embeddings.dimension == size else {
      throw EnvironmentError(
        "the encoder “\(embeddings.model)” gives \(embeddings.dimension) numbers an utterance, \(size) were expected")
    }
    if let weights = embeddings.weights, weights != ClassifierHead.encoderDigest {
      throw EnvironmentError(
        "the model “\(embeddings.model)” is not the one that the classifier was trained with: its scores would mean nothing; "
          + "its weights have the SHA-256 \(weights.prefix(12))…, \(ClassifierHead.encoderDigest.prefix(12))… was expected; to "
          + "fetch it, run: surtitle models pull --replace \(embeddings.model)")
    }
    (self.embeddings, indices) = (embeddings, embeddings.indices)
  }

  /// - Throws: `EnvironmentError` where the vectors are those of another transcript.
  func input(_ utterance: Utterance) throws -> UtteranceClassifier.Input {
    guard let index = indices[utterance.words] else {
      throw EnvironmentError("the vectors of utterances are those of another transcript; run again with --force embed")
    }
    return UtteranceClassifier.Input(text: utterance.text, vector: embeddings.vector(at: index))
  }
}
