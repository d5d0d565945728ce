import CSpeechKernels
import Inference
import WhisperCost

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
    workspaces = Self.workspaces(layers.weights.sizes, threads: threads)
  }

  /// Memory for threads that share a step.
  static func workspaces(_ sizes: WhisperShape, threads: Int) -> KernelWorkspaces {
    KernelWorkspaces(
      shared: 0, own: csk_cross_attention_scratch(sizes.audioPositions) * MemoryLayout<Float>.size, threads: threads)
  }

  /// Adds what the text hears to x [B, 1, D], and gives where some heads hear it, [B, heads, 1, T].
  func add(
    _ x: Graph.Value, layer: Int, weightsOf heads: [Int] = []
  ) throws -> (x: Graph.Value, weights: Graph.Value?) {
    let name = "decoder/layer_\(layer)/attention/"
    // Attention's 1/√64 costs nothing in the weights.
    let queries = try layers.linear(
      layers.norm(x, name + "layer_norm"), name + "linear_0", scale: 1 / Float(WhisperShape.headSize).squareRoot())
    let made = try attend(queries, layer: layer, chosen: heads.map { Int32($0) })
    return (try graph.add(x, layers.linear(made[0], name + "linear_2")), heads.isEmpty ? nil : made[1])
  }

  private func attend(_ queries: Graph.Value, layer: Int, chosen: [Int32]) throws -> [Graph.Value] {
    let (sizes, workspaces) = (layers.weights.sizes, workspaces)
    let heard = KernelOutput(.float32, (0..<3).map { .same(input: 0, axis: $0) })
    let weights = KernelOutput(
      .float32,
      [.same(input: 0, axis: 0), .fixed(chosen.count), .same(input: 0, axis: 1), .fixed(sizes.audioPositions)])
    return try graph.operation(
      [queries, sound, windows, lengths], outputs: chosen.isEmpty ? [heard] : [heard, weights]
    ) {
      inputs, outputs in
      guard let queries = inputs[0].elements(as: Float.self).baseAddress,
        let heard = outputs[0].elements(as: Float.self).baseAddress
      else { return }
      let heardSound = Sound(
        sound: inputs[1].elements(as: UInt8.self), windowSize: inputs[1].shape[1],
        windows: inputs[2].elements(as: Int32.self), lengths: inputs[3].elements(as: Int32.self))
      Self.hear(
        queries, heardSound, layer: layer, chosen: chosen, sizes, in: workspaces, heard,
        weights: chosen.isEmpty ? nil : outputs[1].elements(as: Float.self).baseAddress)
    }
  }

  /// What a step hears: the memory of a `SoundCache`, the window of each row, the positions of each window.
  ///
  /// SAFETY: only read, for as long as a step lasts.
  struct Sound: @unchecked Sendable {
    var sound: UnsafeBufferPointer<UInt8>
    var windowSize: Int
    var windows: UnsafeBufferPointer<Int32>
    var lengths: UnsafeBufferPointer<Int32>
  }

  /// As many queries as `sound` has windows, [rows][D] → what they hear, of the same shape, and where the `chosen` heads hear it, [rows][chosen][T].
  static func hear(
    _ queries: UnsafePointer<Float>, _ sound: Sound, layer: Int, chosen: [Int32], _ sizes: WhisperShape,
    in workspaces: KernelWorkspaces, _ heard: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>?
  ) {
    let runs = runs(of: sound.windows)
    let call = Call(queries: queries, heard: heard, weights: weights)
    workspaces.lend { workspace in
      workspace.share(runs.count, by: 1) { own, scratch in
        for rows in runs[own] {
          let window = Int(sound.windows[rows.lowerBound])
          precondition(sound.lengths.indices ~= window, "no such window")
          let length = Int(sound.lengths[window])
          let layerSize = csk_sound_size(sizes.headCount, length)
          precondition(
            1...sizes.audioPositions ~= length && (layer + 1) * layerSize <= sound.windowSize, "no such layer")
          let start = window * sound.windowSize + layer * layerSize
          csk_cross_attention(
            call.queries + rows.lowerBound * sizes.width, rows.count, sizes.headCount, length,
            UnsafeBufferPointer(rebasing: sound.sound[start..<start + layerSize]).baseAddress, csk_has_byte_products(),
            scratch.assumingMemoryBound(to: Float.self), call.heard + rows.lowerBound * sizes.width, chosen,
            chosen.count, call.weights.map { $0 + rows.lowerBound * chosen.count * sizes.audioPositions },
            sizes.audioPositions)
        }
      }
    }
  }

  /// SAFETY: its threads write rows of their own.
  private struct Call: @unchecked Sendable {
    var queries: UnsafePointer<Float>
    var heard: UnsafeMutablePointer<Float>
    var weights: UnsafeMutablePointer<Float>?
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
