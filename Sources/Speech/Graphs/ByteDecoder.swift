import CSpeechKernels
import Inference
import WhisperCost

/// The decoder with kernels of our own alone, which multiply bytes: a step is so short that what a graph needs between its
/// operations is a tenth of it. It computes what `WhisperDecoderGraph` does, from the same inputs to the same outputs.
package final class ByteDecoder: Sendable {
  let sizes: WhisperShape
  fileprivate let layers: [Layer]
  fileprivate let norm: Norm
  /// The embeddings of all tokens, which the last hidden state is compared with.
  fileprivate let table: ByteMatrix
  fileprivate let linear: KernelWorkspaces
  fileprivate let hearing: KernelWorkspaces
  fileprivate let threads: Int

  fileprivate struct Norm: Sendable {
    var gamma: [Float]
    var beta: [Float]

    init(_ weights: WhisperWeights, _ name: String) throws {
      (gamma, beta) = (try weights.floats(name + "/gamma"), try weights.floats(name + "/beta"))
    }
  }

  fileprivate struct Layer: Sendable {
    var selfNorm, crossNorm, feedNorm: Norm
    var projection, selfOutput, query, crossOutput, expand, contract: ByteMatrix
    /// Heads whose attention on the sound is asked for.
    var heads: [Int32]

    init(_ weights: WhisperWeights, _ index: Int, heads: [Int]) throws {
      let name = "decoder/layer_\(index)/"
      selfNorm = try Norm(weights, name + "self_attention/layer_norm")
      crossNorm = try Norm(weights, name + "attention/layer_norm")
      feedNorm = try Norm(weights, name + "ffn/layer_norm")
      projection = try ByteMatrix(weights, name + "self_attention/linear_0")
      selfOutput = try ByteMatrix(weights, name + "self_attention/linear_1")
      // Attention's 1/√64 costs nothing in the weights.
      query = try ByteMatrix(
        weights, name + "attention/linear_0", scale: 1 / Float(WhisperShape.headSize).squareRoot())
      crossOutput = try ByteMatrix(weights, name + "attention/linear_2")
      expand = try ByteMatrix(weights, name + "ffn/linear_0")
      contract = try ByteMatrix(weights, name + "ffn/linear_1")
      self.heads = heads.map { Int32($0) }
    }
  }

  /// - Parameters:
  ///   - heads: whose attention on the sound is asked for.
  ///   - threads: how many share a step.
  package init(_ weights: WhisperWeights, heads: [WhisperConfiguration.AttentionHead], threads: Int) throws {
    sizes = weights.sizes
    self.threads = max(1, threads)
    layers = try (0..<weights.sizes.decoderLayers).map { index in
      defer { weights.release() }
      return try Layer(weights, index, heads: heads.filter { $0.layer == index }.map(\.head))
    }
    norm = try Norm(weights, "decoder/layer_norm")
    table = try ByteMatrix(weights.tensor("decoder/projection/weight"), bias: [])
    linear = ByteLinear.workspaces(inputs: 4 * sizes.width, threads: threads)
    hearing = CrossAttention.workspaces(sizes, threads: threads)
  }

  package func makeRequest() -> any DecoderRequest { ByteDecoderRequest(self) }
}

/// A step of the decoder in memory of its own.
private final class ByteDecoderRequest: DecoderRequest {
  private let decoder: ByteDecoder
  private var inputs: [String: Tensor] = [:]
  private var outputs: [String: (tensor: Tensor, shape: [Int])] = [:]
  /// Rows of the hidden state; what goes into a product; what comes out of it; four times as wide.
  private var scratch: [Float] = []

  init(_ decoder: ByteDecoder) {
    self.decoder = decoder
  }

  func setInput(_ name: String, _ tensor: Tensor) { inputs[name] = tensor }

  func output(_ name: String) throws(InferenceError) -> TensorView {
    guard let (tensor, shape) = outputs[name] else {
      throw InferenceError(operation: "read the output “\(name)” of the decoder", message: "there is none")
    }
    let count = shape.reduce(tensor.type.size, *)
    return TensorView(
      type: tensor.type, shape: shape,
      bytes: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(tensor.bytes)[..<count]))
  }

  func infer() throws(InferenceError) {
    let (embeddings, said, places) = (try input("embeddings"), try input("said"), try input("places"))
    let hearing = Hearing(
      sound: try input("sound"), windows: try input("windows"), lengths: try input("lengths"))
    let wanted = try input("wanted").elements(as: Int32.self)
    let (rows, width) = (embeddings.shape[0], decoder.sizes.width)
    let size = max(rows, wanted.count) * width
    if scratch.count < 7 * size { scratch = Array(repeating: 0, count: 7 * size) }
    let made = decoder.layers.indices.map { target(TextCache.output($0), [rows, 1, 3 * width]) }
    let looks = decoder.layers.indices.map { index -> UnsafeMutablePointer<Float>? in
      let heads = decoder.layers[index].heads.count
      guard heads > 0 else { return nil }
      return target(WhisperDecoderGraph.attention(index), [rows, heads, 1, decoder.sizes.audioPositions])
    }
    let logits = target("logits", [wanted.count, 1, decoder.table.value.outputs])
    scratch.withUnsafeMutableBufferPointer { scratch in
      guard let x = scratch.baseAddress else { return }
      let (a, b, wide) = (x + size, x + 2 * size, x + 3 * size)
      if let source = embeddings.elements(as: Float.self).baseAddress { x.update(from: source, count: rows * width) }
      var change: UnsafePointer<Float>?
      for (index, layer) in decoder.layers.enumerated() {
        normalize(x, adding: change, rows, layer.selfNorm, a)
        multiply(layer.projection, a, rows, made[index])
        recall(made[index], said, places, rows, layer: index, b)
        multiply(layer.selfOutput, b, rows, wide)
        normalize(x, adding: wide, rows, layer.crossNorm, a)
        multiply(layer.query, a, rows, wide)
        hearing.hear(wide, layer: index, layer.heads, decoder.sizes, in: decoder.hearing, b, looks[index])
        multiply(layer.crossOutput, b, rows, wide)
        normalize(x, adding: wide, rows, layer.feedNorm, a)
        multiply(layer.expand, a, rows, wide, gelu: true)
        multiply(layer.contract, wide, rows, b)
        change = UnsafePointer(b)
      }
      // Of the norms of all rows those that are wanted.
      normalize(x, adding: change, rows, decoder.norm, a)
      for (index, row) in wanted.enumerated() {
        precondition(0..<rows ~= Int(row), "no such token")
        (wide + index * width).update(from: a + Int(row) * width, count: width)
      }
      multiply(decoder.table, wide, wanted.count, logits)
      for index in wanted.indices where !isNumbers(wide + index * width, width) {
        // Bytes know nothing else: what is no number would come out as one.
        (logits + index * decoder.table.value.outputs).update(repeating: .nan, count: decoder.table.value.outputs)
      }
    }
  }

  /// Zero times what is infinite or no number is no number.
  private func isNumbers(_ values: UnsafePointer<Float>, _ count: Int) -> Bool {
    var sum: Float = 0
    for index in 0..<count { sum += values[index] * 0 }
    return sum == 0
  }

  private func input(_ name: String) throws(InferenceError) -> Tensor {
    guard let tensor = inputs[name] else {
      throw InferenceError(operation: "run the decoder", message: "the input “\(name)” is missing")
    }
    return tensor
  }

  /// Memory for an output, kept from step to step.
  private func target(_ name: String, _ shape: [Int]) -> UnsafeMutablePointer<Float> {
    let count = shape.reduce(1, *)
    var tensor = outputs[name]?.tensor
    if (tensor?.shape[0] ?? 0) < count { tensor = Tensor(.float32, shape: [count]) }
    guard let tensor, let address = tensor.elements(as: Float.self).baseAddress else {
      preconditionFailure("a tensor has memory")
    }
    outputs[name] = (tensor, shape)
    return address
  }

  /// x += what is added, and its norm → `target`.
  private func normalize(
    _ x: UnsafeMutablePointer<Float>, adding change: UnsafePointer<Float>?, _ rows: Int, _ norm: ByteDecoder.Norm,
    _ target: UnsafeMutablePointer<Float>
  ) {
    csk_add_and_normalize(x, change, rows, decoder.sizes.width, norm.gamma, norm.beta, target)
  }

  private func multiply(
    _ matrix: ByteMatrix, _ x: UnsafePointer<Float>, _ rows: Int, _ target: UnsafeMutablePointer<Float>,
    gelu: Bool = false
  ) {
    ByteLinear.multiply(
      matrix, x, rows: rows, target, gelu: gelu, in: decoder.linear, threads: decoder.threads)
  }

  private func recall(
    _ fresh: UnsafePointer<Float>, _ said: Tensor, _ places: Tensor, _ rows: Int, layer: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    TextAttention.recall(
      fresh, said.elements(as: Float.self).baseAddress, slots: said.shape[0], slotSize: said.shape[1],
      UnsafeBufferPointer(places.elements(as: Int32.self)), rows: rows, layer: layer, decoder.sizes, target)
  }
}

/// What a step hears.
private struct Hearing {
  var sound: Tensor
  var windows: Tensor
  var lengths: Tensor

  func hear(
    _ queries: UnsafePointer<Float>, layer: Int, _ heads: [Int32], _ sizes: WhisperShape,
    in workspaces: KernelWorkspaces,
    _ heard: UnsafeMutablePointer<Float>, _ looks: UnsafeMutablePointer<Float>?
  ) {
    CrossAttention.hear(
      queries,
      .init(
        sound: UnsafeBufferPointer(sound.elements(as: UInt8.self)), windowSize: sound.shape[1],
        windows: UnsafeBufferPointer(windows.elements(as: Int32.self)),
        lengths: UnsafeBufferPointer(lengths.elements(as: Int32.self))),
      layer: layer, chosen: heads, sizes, in: workspaces, heard, weights: looks)
  }
}
