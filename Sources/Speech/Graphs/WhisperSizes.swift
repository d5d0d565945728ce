/// The sizes of a Whisper model, which follow from the shapes of its weights.
package struct WhisperSizes: Hashable, Sendable {
  /// Channels of one attention head, in every Whisper model.
  static let headSize = 64

  /// Width of the hidden state.
  package var width: Int
  package var encoderLayers: Int
  package var decoderLayers: Int
  package var melBands: Int
  package var vocabulary: Int
  /// Encoder positions: 1500 for 30 s.
  package var audioPositions: Int
  /// Decoder positions: the most tokens of one window, prompt included.
  package var textPositions: Int

  package init(
    width: Int, encoderLayers: Int, decoderLayers: Int, melBands: Int, vocabulary: Int, audioPositions: Int,
    textPositions: Int
  ) {
    self.width = width
    self.encoderLayers = encoderLayers
    self.decoderLayers = decoderLayers
    self.melBands = melBands
    self.vocabulary = vocabulary
    self.audioPositions = audioPositions
    self.textPositions = textPositions
  }

  var headCount: Int { width / Self.headSize }
}
