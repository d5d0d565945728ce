import Speech
import TestSupport
import WhisperCost

/// A small Whisper model with random weights, by Hugging Face's names. They are numbers that every format holds and that
/// bytes with a scale for each row hold as well, so that nothing is lost however they are stored.
struct RandomWhisper: CustomStringConvertible, Sendable {
  struct Tensor: Hashable {
    var shape: [Int]
    var values: [Float]

    /// The values of each row of a matrix.
    var rows: [ArraySlice<Float>] {
      let width = shape.dropFirst().reduce(1, *)
      return (0..<shape[0]).map { values[$0 * width..<($0 + 1) * width] }
    }
  }

  let description: String
  let sizes: WhisperShape
  private(set) var tensors: [String: Tensor] = [:]
  private var generator: SeededGenerator

  /// - Parameter description: the model whose proportions it has.
  init(
    _ description: String, heads: Int, encoderLayers: Int, decoderLayers: Int, melBands: Int,
    vocabulary: Int = RandomVocabulary.size, audioPositions: Int = 20, textPositions: Int = 24
  ) {
    self.description = description
    sizes = WhisperShape(
      width: 64 * heads, encoderLayers: encoderLayers, decoderLayers: decoderLayers, melBands: melBands,
      vocabulary: vocabulary, audioPositions: audioPositions, textPositions: textPositions)
    generator = SeededGenerator(seed: UInt64(64 * heads + 7 * encoderLayers + decoderLayers + melBands))
    let width = sizes.width
    addLayer("encoder.conv1", [width, melBands, 3])
    addLayer("encoder.conv2", [width, width, 3])
    add("decoder.embed_tokens.weight", matrix([vocabulary, width]))
    for (side, positions, layers) in [
      ("encoder", audioPositions, encoderLayers), ("decoder", textPositions, decoderLayers),
    ] {
      add("\(side).embed_positions.weight", numbers([positions, width], within: 64))
      addNorm("\(side).layer_norm")
      for layer in (0..<layers).map({ "\(side).layers.\($0)." }) {
        for block in side == "encoder" ? ["self_attn"] : ["self_attn", "encoder_attn"] {
          addNorm(layer + block + "_layer_norm")
          for part in ["q_proj", "v_proj", "out_proj"] { addLayer("\(layer)\(block).\(part)", [width, width]) }
          add("\(layer)\(block).k_proj.weight", matrix([width, width]))
        }
        addNorm(layer + "final_layer_norm")
        addLayer(layer + "fc1", [4 * width, width])
        addLayer(layer + "fc2", [width, 4 * width])
      }
    }
  }

  /// By the name without “model.”.
  subscript(name: String) -> Tensor { tensors["model." + name] ?? Tensor(shape: [0], values: []) }

  private mutating func add(_ name: String, _ tensor: Tensor) { tensors["model." + name] = tensor }

  private mutating func addLayer(_ name: String, _ shape: [Int]) {
    add(name + ".weight", matrix(shape))
    add(name + ".bias", numbers([shape[0]], within: 16))
  }

  private mutating func addNorm(_ name: String) {
    add(name + ".weight", numbers([sizes.width], within: 16, around: 1))
    add(name + ".bias", numbers([sizes.width], within: 16))
  }

  /// Multiples of 1/64.
  private mutating func numbers(_ shape: [Int], within limit: Int, around centre: Float = 0) -> Tensor {
    let values = (0..<shape.reduce(1, *)).map { _ in
      centre + Float(Int.random(in: -limit...limit, using: &generator)) / 64
    }
    return Tensor(shape: shape, values: values)
  }

  /// Multiples of a power of two up to 127, which every row reaches: bytes with a scale. Sums of products with numbers
  /// around 1 are around 1.
  private mutating func matrix(_ shape: [Int]) -> Tensor {
    let columns = shape.dropFirst().reduce(1, *)
    let unit = Self.unit(columns: columns)
    let values = (0..<shape.reduce(1, *)).map { index in
      index % columns == 0 ? 127 * unit : Float(Int.random(in: -127...127, using: &generator)) * unit
    }
    return Tensor(shape: shape, values: values)
  }

  /// What the values of a matrix are multiples of.
  static func unit(columns: Int) -> Float {
    let wanted = 1 / (73 * Float(columns).squareRoot())
    return Float(sign: .plus, exponent: wanted.exponent, significand: 1)
  }

  /// Small ones with the proportions of those that there are: as many layers on both sides, or fewer in the decoder;
  /// odd and even numbers of heads; 80 bands or 128; one, two or more languages.
  static let families = [
    RandomWhisper("tiny", heads: 1, encoderLayers: 2, decoderLayers: 2, melBands: 80),
    RandomWhisper("small", heads: 3, encoderLayers: 2, decoderLayers: 2, melBands: 80),
    RandomWhisper("large-v2", heads: 4, encoderLayers: 3, decoderLayers: 3, melBands: 80, vocabulary: 160),
    RandomWhisper("large-v3", heads: 4, encoderLayers: 3, decoderLayers: 3, melBands: 128),
    RandomWhisper("large-v3-turbo", heads: 4, encoderLayers: 3, decoderLayers: 2, melBands: 128),
    RandomWhisper("distil-large-v3", heads: 4, encoderLayers: 3, decoderLayers: 1, melBands: 128),
  ]
}
