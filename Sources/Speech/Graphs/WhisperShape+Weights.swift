import WhisperCost

extension WhisperShape {
  /// The weights that a model of these sizes has, by CTranslate2's names, and their shapes.
  var weightShapes: [(name: String, shape: [Int])] {
    var shapes = [
      ("encoder/conv1/weight", [width, melBands, 3]), ("encoder/conv1/bias", [width]),
      ("encoder/conv2/weight", [width, width, 3]), ("encoder/conv2/bias", [width]),
      ("encoder/position_encodings/encodings", [audioPositions, width]),
      ("decoder/position_encodings/encodings", [textPositions, width]),
      ("decoder/embeddings/weight", [vocabulary, width]), ("decoder/projection/weight", [vocabulary, width]),
    ]
    for (side, layers) in [("encoder", encoderLayers), ("decoder", decoderLayers)] {
      shapes += norm("\(side)/")
      for layer in (0..<layers).map({ "\(side)/layer_\($0)/" }) {
        shapes += norm(layer + "self_attention/")
        shapes += linear(layer + "self_attention/linear_0", outputs: 3 * width)
        shapes += linear(layer + "self_attention/linear_1", outputs: width)
        if side == "decoder" {
          shapes += norm(layer + "attention/")
          shapes += linear(layer + "attention/linear_0", outputs: width)
          shapes += linear(layer + "attention/linear_1", outputs: 2 * width)
          shapes += linear(layer + "attention/linear_2", outputs: width)
        }
        shapes += norm(layer + "ffn/")
        shapes += linear(layer + "ffn/linear_0", outputs: 4 * width)
        shapes += linear(layer + "ffn/linear_1", inputs: 4 * width, outputs: width)
      }
    }
    return shapes
  }

  private func norm(_ block: String) -> [(String, [Int])] {
    [(block + "layer_norm/gamma", [width]), (block + "layer_norm/beta", [width])]
  }

  private func linear(_ name: String, inputs: Int? = nil, outputs: Int) -> [(String, [Int])] {
    [(name + "/weight", [outputs, inputs ?? width]), (name + "/bias", [outputs])]
  }
}
