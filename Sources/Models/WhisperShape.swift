import Foundation

/// The sizes of a Whisper model, and what they cost: the same for whatever numbers the weights hold.
public struct WhisperShape: Hashable, Sendable {
  /// Of the hidden state.
  public var width: Int
  public var encoderLayers: Int
  public var decoderLayers: Int
  public var melBands: Int
  /// Text, languages and times: every token there is.
  public var vocabulary: Int

  public init(width: Int, encoderLayers: Int, decoderLayers: Int, melBands: Int, vocabulary: Int) {
    self.width = width
    self.encoderLayers = encoderLayers
    self.decoderLayers = decoderLayers
    self.melBands = melBands
    self.vocabulary = vocabulary
  }

  /// A window of 30 s, after the second convolution has halved its 3000 frames.
  private static let audioPositions = 1_500
  private static let textPositions = 448

  /// Numbers that the weights consist of, positions included.
  public var parameters: Int {
    let (d, square) = (width, width * width)
    let convolutions = 3 * melBands * d + 3 * square + 2 * d
    // Attention has four matrices and three biases, the layers behind it two of four times the width; each block has a
    // norm before it, and so has the output.
    let encoder = Self.audioPositions * d + encoderLayers * (12 * square + 12 * d) + 2 * d
    let decoder =
      (vocabulary + Self.textPositions) * d + decoderLayers * (16 * square + 17 * d) + 2 * d
    return convolutions + encoder + decoder
  }

  /// Multiplications that a window of 30 s costs before its first token: the encoder, and the keys and values that the
  /// decoder looks at.
  package var encoderOperations: Double {
    let (d, positions) = (Double(width), Double(Self.audioPositions))
    let convolutions = positions * (6 * Double(melBands) * d + 3 * d * d)
    let layer = positions * (12 * d * d + 2 * positions * d)
    return convolutions + Double(encoderLayers) * layer + Double(decoderLayers) * positions * 2 * d * d
  }

  /// Multiplications that a token costs.
  package var decoderOperations: Double {
    let d = Double(width)
    let layer = 14 * d * d + 2 * Double(Self.audioPositions) * d
    return Double(decoderLayers) * layer + Double(vocabulary) * d
  }

  /// What a window keeps for its decoder: keys and values of the sound, a byte each.
  package var windowBytes: Double {
    Double(decoderLayers * 2 * Self.audioPositions * width)
  }

  /// How unlike two models are in what they cost: 0 for the same, 1 where one costs e times as much.
  func distance(to other: WhisperShape) -> Double {
    let encoder = log(encoderOperations / other.encoderOperations)
    let decoder = log(decoderOperations / other.decoderOperations)
    return (encoder * encoder + decoder * decoder).squareRoot()
  }
}
