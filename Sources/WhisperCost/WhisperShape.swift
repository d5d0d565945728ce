/// The sizes of a Whisper model, and what they cost: the same for whatever numbers the weights hold.
public struct WhisperShape: Hashable, Sendable {
  /// Of the hidden state.
  public var width: Int
  public var encoderLayers: Int
  public var decoderLayers: Int
  public var melBands: Int
  /// Text, languages and times: every token there is.
  public var vocabulary: Int
  /// Encoder positions of a whole window: 1500 for 30 s, after the second convolution has halved its 3000 frames.
  public var audioPositions: Int
  /// Decoder positions: the most tokens of one window, prompt included.
  public var textPositions: Int

  public init(
    width: Int, encoderLayers: Int, decoderLayers: Int, melBands: Int, vocabulary: Int, audioPositions: Int = 1_500,
    textPositions: Int = 448
  ) {
    self.width = width
    self.encoderLayers = encoderLayers
    self.decoderLayers = decoderLayers
    self.melBands = melBands
    self.vocabulary = vocabulary
    self.audioPositions = audioPositions
    self.textPositions = textPositions
  }

  /// Channels of one attention head, in every Whisper model.
  public static let headSize = 64

  public var headCount: Int { width / Self.headSize }

  /// Numbers that the weights consist of, positions included.
  public var parameters: Int {
    let (d, square) = (width, width * width)
    return encoderParameters + (vocabulary + textPositions) * d + decoderLayers * (16 * square + 17 * d) + 2 * d
  }

  /// Those of the encoder.
  package var encoderParameters: Int {
    let (d, square) = (width, width * width)
    let convolutions = 3 * melBands * d + 3 * square + 2 * d
    // Attention has four matrices and three biases, the layers behind it two of four times the width; each block has a
    // norm before it, and so has the output.
    return convolutions + audioPositions * d + encoderLayers * (12 * square + 12 * d) + 2 * d
  }

  /// Weights that every step of the decoder reads: all but the keys and values of what is heard, which the encoder's part
  /// makes, and the tables of embeddings, of which it reads a row.
  package var decoderWeights: Double {
    let d = Double(width)
    return Double(decoderLayers) * 14 * d * d + Double(vocabulary) * d
  }

  /// Multiplications that a window costs before its first token: the encoder, and the keys and values that the decoder
  /// looks at.
  package var encoderOperations: Double {
    let (d, positions) = (Double(width), Double(audioPositions))
    // Of a layer: its weights at every position, its scores and what they weigh.
    let convolutions = positions * (6 * Double(melBands) * d + 3 * d * d)
    let layer = positions * (12 * d * d + 2 * positions * d)
    return convolutions + Double(encoderLayers) * layer + Double(decoderLayers) * positions * 2 * d * d
  }

  /// Multiplications that a token costs.
  package var decoderOperations: Double {
    decoderWeights + 2 * Double(decoderLayers * audioPositions * width)
  }

  /// Bytes that a window keeps for its decoder: keys and values of the sound, a byte each, with two scales for each head
  /// and position. Positions come in tiles of 32.
  package var soundBytes: Int {
    let positions = (audioPositions + 31) / 32 * 32
    return decoderLayers * headCount * positions * 2 * (Self.headSize + 4)
  }

  /// Bytes that the decoder keeps of a token: keys and values of every layer's self-attention, in 32 bits.
  package var tokenBytes: Int { decoderLayers * 2 * width * 4 }
}
