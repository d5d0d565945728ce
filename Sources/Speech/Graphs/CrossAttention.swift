import CSpeechKernels
import Inference

/// The attention of text on sound, over what a `SoundCache` holds. It is the part of a step that reads the most memory.
enum CrossAttention {
  /// What each query [B, n, D] hears, [B, n, D], and with `weights` where it hears it, [B, H, n, T].
  ///
  /// - Parameters:
  ///   - sound: a `SoundCache`.
  ///   - windows: [B], the window of the cache that each row hears.
  static func add(
    to graph: Graph, queries: Graph.Value, sound: Graph.Value, windows: Graph.Value, layer: Int, sizes: WhisperSizes,
    weights: Bool = false
  ) throws -> [Graph.Value] {
    let (heads, positions) = (sizes.headCount, sizes.audioPositions)
    let heard = KernelOutput(.float32, (0..<3).map { .same(input: 0, axis: $0) })
    let attention = KernelOutput(
      .float32, [.same(input: 0, axis: 0), .fixed(heads), .same(input: 0, axis: 1), .fixed(positions)])
    let layerSize = csk_sound_size(heads, positions)
    return try graph.operation([queries, sound, windows], outputs: weights ? [heard, attention] : [heard]) {
      inputs, outputs in
      let (queries, sound) = (inputs[0].elements(as: Float.self), inputs[1].elements(as: UInt8.self))
      let heard = outputs[0].elements(as: Float.self)
      let count = inputs[0].shape[1]
      let windowSize = inputs[1].shape[1]
      withUnsafeTemporaryAllocation(of: Float.self, capacity: csk_hear_scratch(positions)) { scratch in
        for (row, window) in inputs[2].elements(as: Int32.self).enumerated() {
          let text = row * count * sizes.width..<(row + 1) * count * sizes.width
          let start = Int(window) * windowSize + layer * layerSize
          csk_hear(
            queries[text].address(), count, heads, positions, sound[start..<start + layerSize].address(),
            scratch.baseAddress,
            UnsafeMutableBufferPointer(rebasing: heard[text]).baseAddress,
            weights ? outputs[1].elements(as: Float.self).baseAddress.map { $0 + row * heads * count * positions } : nil
          )
        }
      }
    }
  }
}

extension Slice {
  /// The address of a part of a buffer, inside its bounds.
  fileprivate func address<Element>() -> UnsafePointer<Element>? where Base == UnsafeBufferPointer<Element> {
    UnsafeBufferPointer(rebasing: self).baseAddress
  }
}
