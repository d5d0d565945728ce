import Inference

/// Silero VAD as a graph over a sequence of frames: one inference hears many frames and carries the state on.
///
/// The layers and their order are those of Silero VAD 6 at 16 kHz: short-time Fourier transform as a convolution,
/// four convolutions, an LSTM over the frames, a sigmoid. Frames come as [N, 64 + 512] samples: each with the last 64
/// of the frame before it.
struct VoiceActivityGraph {
  static let frameLength = 512
  static let contextLength = 64
  static let stateSize = 128

  static func build(_ weights: [String: WeightTensor], path: String) throws -> Graph {
    func values(_ name: String) throws -> WeightTensor {
      guard let tensor = weights[name] else {
        throw WeightsError(path: path, message: "“\(name)” is missing: this is not a Silero VAD model")
      }
      return tensor
    }
    let graph = try Graph("voice activity")
    func constant(_ name: String, _ shape: [Int]? = nil) throws -> Graph.Value {
      let tensor = try values(name)
      return try graph.constant(tensor.floats(), shape ?? tensor.shape)
    }
    func layer(_ x: Graph.Value, _ name: String, stride: Int) throws -> Graph.Value {
      let y = try graph.convolution(x, constant(name + ".weight"), stride: stride, padding: 1)
      let channels = try values(name + ".bias").count
      return try graph.relu(graph.add(y, constant(name + ".bias", [1, channels, 1])))
    }

    let frames = try graph.parameter("frames", .float32, [-1, contextLength + frameLength])
    let hidden = try graph.parameter("hidden", .float32, [1, 1, stateSize])
    let cell = try graph.parameter("cell", .float32, [1, 1, stateSize])

    // Reflected by 64 samples at the end.
    let last = contextLength + frameLength - 1
    let mirrored = Array(0...last) + (1...contextLength).map { last - $0 }
    var x = try graph.gather(frames, graph.constant(mirrored.map { Int64($0) }, [mirrored.count]), axis: 1)
    x = try graph.reshape(x, [0, 1, -1])
    x = try graph.convolution(x, constant("stft_conv.weight"), stride: 128)
    let halves = try graph.split(x, into: 2, axis: 1)
    let power = try graph.add(graph.multiply(halves[0], halves[0]), graph.multiply(halves[1], halves[1]))
    x = try graph.node("Sqrt", power)
    x = try layer(x, "conv1", stride: 1)
    x = try layer(x, "conv2", stride: 2)
    x = try layer(x, "conv3", stride: 2)
    x = try layer(x, "conv4", stride: 1)

    let sequence = try graph.reshape(x, [1, -1, stateSize])
    let length = try graph.gather(graph.shape(of: sequence), graph.constant(1), axis: 0)
    func gates(_ name: String, width: Int) throws -> [Float] {
      // PyTorch orders the gates i f g o, OpenVINO f i g o.
      let all = try values(name).floats()
      let part = stateSize * width
      guard all.count == 4 * part else {
        throw WeightsError(path: path, message: "“\(name)” has \(all.count) values, not \(4 * part)")
      }
      return Array(all[part..<2 * part] + all[0..<part] + all[(2 * part)...])
    }
    let bias = zip(try gates("lstm_cell.bias_ih", width: 1), try gates("lstm_cell.bias_hh", width: 1)).map { $0 + $1 }
    let states = try graph.operation(
      "LSTMSequence",
      [
        sequence, hidden, cell, length,
        graph.constant(gates("lstm_cell.weight_ih", width: stateSize), [1, 4 * stateSize, stateSize]),
        graph.constant(gates("lstm_cell.weight_hh", width: stateSize), [1, 4 * stateSize, stateSize]),
        graph.constant(bias, [1, 4 * stateSize]),
      ],
      [
        "hidden_size": .int(stateSize), "direction": .string("forward"), "activations": .string("sigmoid tanh tanh"),
      ])
    x = try graph.relu(graph.reshape(states[0], [-1, stateSize]))
    x = try graph.matmul(x, constant("final_conv.weight", [1, stateSize]), transposeB: true)
    x = try graph.node("Sigmoid", graph.add(x, constant("final_conv.bias", [1, 1])))
    try graph.result("probability", x)
    try graph.result("nextHidden", states[1])
    try graph.result("nextCell", states[2])
    return graph
  }
}
