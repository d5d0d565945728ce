import CSpeechKernels
import Inference

/// The attention of text on sound, over what a `SoundCache` holds. It is the part of a step that reads the most memory.
struct CrossAttention {
  private let graph: Graph
  private let layers: WhisperLayers
  /// The memory of a `SoundCache`.
  private let sound: Graph.Value
  /// The window of it that each row hears.
  private let windows: Graph.Value
  /// The positions that each window of it has.
  private let lengths: Graph.Value
  private let workspaces: KernelWorkspaces

  /// Adds the parameters `sound`, `windows` and `lengths` to a graph.
  ///
  /// - Parameter threads: how many share the rows of a batch.
  init(_ graph: Graph, _ layers: WhisperLayers, threads: Int) throws {
    self.graph = graph
    self.layers = layers
    sound = try graph.parameter("sound", .uint8, [-1, -1])
    windows = try graph.parameter("windows", .int32, [-1])
    lengths = try graph.parameter("lengths", .int32, [-1])
    let scratch = csk_hear_scratch(layers.weights.sizes.audioPositions) * MemoryLayout<Float>.size
    workspaces = KernelWorkspaces(shared: 0, own: scratch, threads: threads)
  }

  /// Adds what the text hears to x [B, 1, D], and gives where some heads hear it, [B, heads, 1, T].
  func add(
    _ x: Graph.Value, layer: Int, weightsOf heads: [Int] = []
  ) throws -> (x: Graph.Value, weights: Graph.Value?) {
    let name = "decoder/layer_\(layer)/attention/"
    // Attention's 1/√64 costs nothing in the weights.
    let queries = try layers.linear(
      layers.norm(x, name + "layer_norm"), name + "linear_0", scale: 1 / Float(WhisperSizes.headSize).squareRoot())
    let made = try attend(queries, layer: layer, chosen: heads.map { Int32($0) })
    return (try graph.add(x, layers.linear(made[0], name + "linear_2")), heads.isEmpty ? nil : made[1])
  }

  private func attend(_ queries: Graph.Value, layer: Int, chosen: [Int32]) throws -> [Graph.Value] {
    let sizes = layers.weights.sizes
    let (heads, positions, width, workspaces) = (sizes.headCount, sizes.audioPositions, sizes.width, workspaces)
    let heard = KernelOutput(.float32, (0..<3).map { .same(input: 0, axis: $0) })
    let weights = KernelOutput(
      .float32, [.same(input: 0, axis: 0), .fixed(chosen.count), .same(input: 0, axis: 1), .fixed(positions)])
    return try graph.operation(
      [queries, sound, windows, lengths], outputs: chosen.isEmpty ? [heard] : [heard, weights]
    ) {
      inputs, outputs in
      let windowSize = inputs[1].shape[1]
      let runs = Self.runs(of: inputs[2].elements(as: Int32.self))
      workspaces.lend { workspace in
        workspace.share(runs.count, by: 1) { own, scratch in
          let (queries, sound) = (inputs[0].elements(as: Float.self), inputs[1].elements(as: UInt8.self))
          for rows in runs[own] {
            let text = rows.lowerBound * width..<rows.upperBound * width
            let window = Int(inputs[2].elements(as: Int32.self)[rows.lowerBound])
            precondition(0..<inputs[1].shape[0] ~= window, "no such window")
            let length = Int(inputs[3].elements(as: Int32.self)[window])
            let layerSize = csk_sound_size(heads, length)
            precondition(1...positions ~= length && (layer + 1) * layerSize <= windowSize, "no such layer")
            let start = window * windowSize + layer * layerSize
            let weights = !chosen.isEmpty ? outputs[1].elements(as: Float.self).baseAddress : nil
            csk_hear(
              queries[text].address(), rows.count, heads, length, sound[start..<start + layerSize].address(),
              scratch.assumingMemoryBound(to: Float.self),
              UnsafeMutableBufferPointer(rebasing: outputs[0].elements(as: Float.self)[text]).baseAddress,
              chosen, chosen.count, weights.map { $0 + rows.lowerBound * chosen.count * positions }, positions)
          }
        }
      }
    }
  }
}

extension CrossAttention {
  /// Rows side by side that hear the same window: they share what is read of it.
  private static func runs(of windows: UnsafeBufferPointer<Int32>) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for row in windows.indices {
      if let last = runs.last, windows[last.lowerBound] == windows[row] {
        runs[runs.count - 1] = last.lowerBound..<row + 1
      } else {
        runs.append(row..<row + 1)
      }
    }
    return runs
  }
}

extension Slice {
  /// The address of a part of a buffer.
  fileprivate func address<Element>() -> UnsafePointer<Element>? where Base == UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(rebasing: self).baseAddress
  }
}
