/// How much memory recognition takes at its peak, estimated from a model's sizes.
///
/// Without what is drawn it is fitted to peaks of resident memory on quarter of an hour of speech with `base`, and of `models bench` with random
/// weights in the sizes of tiny, small and medium, on two cores of an AMD EPYC: one and two workers are within 10 % of
/// what was measured. Four workers on two cores take less than is estimated, as they are not all busy.
package struct RecognitionMemory: Hashable, Sendable {
  /// What a window's texts may grow to.
  package struct Texts: Hashable, Sendable {
    /// That are followed at the same time.
    package var width: Int
    /// That are drawn where the first is not believed, in one window of a worker at a time.
    package var samples: Int
    /// Whether they start from a text that was said before, which takes half of the decoder's places.
    package var haveHistory: Bool

    package init(width: Int = 1, samples: Int = 5, haveHistory: Bool = false) {
      (self.width, self.samples, self.haveHistory) = (width, samples, haveHistory)
    }

    /// Tokens of a text: fluent speech has 100 in half a minute.
    fileprivate func tokens(_ shape: WhisperShape) -> Int { tokens(shape, said: 120) }

    /// Tokens of a text that does not end by itself, as those often do that are not believed.
    fileprivate func mostTokens(_ shape: WhisperShape) -> Int { tokens(shape, said: shape.textPositions / 2 + 8) }

    private func tokens(_ shape: WhisperShape, said: Int) -> Int {
      min(shape.textPositions, said + (haveHistory ? shape.textPositions / 2 : 0))
    }
  }

  /// Bytes: the program with its libraries, and the weights.
  package var fixed: Int
  /// Of each worker: the encoder's activations, and the texts of a window that is tried again.
  package var worker: Int
  /// Of each window that a worker decodes: what is heard of it, and its texts.
  package var window: Int
  private let isSmall: Bool

  /// - Parameter bytesPerWeight: of the encoder, 1, 2, or 4; the decoder's weights are bytes always.
  package init(_ shape: WhisperShape, bytesPerWeight: Int, texts: Texts = Texts()) {
    let encoder = shape.encoderParameters
    let weights = shape.parameters - encoder + encoder * bytesPerWeight
    fixed = Self.program + weights * 11 / 10
    let text = texts.tokens(shape) * shape.tokenBytes
    // OpenVINO keeps more of a layer than our kernels do.
    let activations = (bytesPerWeight == 1 ? 6 : 22) * shape.audioPositions * shape.width * 4
    let drawn = texts.samples * texts.mostTokens(shape) * shape.tokenBytes
    worker = Self.workspace + activations + max(0, drawn - texts.width * text)
    window = shape.soundBytes + texts.width * text
    // By the model alone: who asks for more of a small one must not be allowed more than the rest together.
    isSmall = shape.parameters <= 100_000_000
  }

  /// Of a worker, whatever the model: its thread, features, what kernels write down in between.
  private static let workspace = 9_000_000

  /// What there is before any weights.
  private static let program = 190_000_000

  package func total(workers: Int, batchSize: Int) -> Int { fixed + workers * (worker + batchSize * window) }

  /// What all may take where nobody says: `most`, but for models up to the size of base no more than 900 MB, whatever the
  /// number of cores.
  package func limit(most: Int) -> Int { isSmall ? min(most, 900_000_000) : most }
}
