import CSpeechKernels
import Inference
import WhisperCost

/// The decoder's attention on what was said before, over what a `TextCache` holds.
///
/// A step takes tokens of any number of texts, each text's in a row; how many there are may change from step to step.
struct TextAttention {
  private let graph: Graph
  private let sizes: WhisperShape
  /// The memory of a `TextCache`.
  private let said: Graph.Value
  /// For each token [slot, tokens in the cache, the first row of its text in this step].
  private let places: Graph.Value

  /// Adds the parameters `said` and `places` to a graph.
  init(_ graph: Graph, _ sizes: WhisperShape) throws {
    self.graph = graph
    self.sizes = sizes
    said = try graph.parameter("said", .float32, [-1, -1])
    places = try graph.parameter("places", .int32, [-1, TextCache.placeWidth])
  }

  /// Queries, keys and values [N, 1, 3D] → what was heard [N, 1, D].
  func attend(_ projected: Graph.Value, layer: Int) throws -> Graph.Value {
    let (sizes, width) = (sizes, sizes.width)
    let heard = KernelOutput(.float32, [.same(input: 0, axis: 0), .same(input: 0, axis: 1), .fixed(width)])
    return try graph.operation([projected, said, places], outputs: [heard]) { inputs, outputs in
      guard let fresh = inputs[0].elements(as: Float.self).baseAddress,
        let target = outputs[0].elements(as: Float.self).baseAddress
      else { return }
      Self.recall(
        fresh, inputs[1].elements(as: Float.self).baseAddress, slots: inputs[1].shape[0], slotSize: inputs[1].shape[1],
        inputs[2].elements(as: Int32.self), rows: inputs[0].shape[0], layer: layer, sizes, target)
    }[0]
  }

  /// What the tokens of a step hear of their texts: of `fresh` queries, keys and values [rows][3D], and of the cache.
  static func recall(
    _ fresh: UnsafePointer<Float>, _ cache: UnsafePointer<Float>?, slots: Int, slotSize: Int,
    _ places: UnsafeBufferPointer<Int32>, rows: Int, layer: Int, _ sizes: WhisperShape,
    _ target: UnsafeMutablePointer<Float>
  ) {
    guard let cache else { return }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: sizes.textPositions) { scores in
      for row in 0..<rows {
        let place = row * TextCache.placeWidth
        let (slot, past, first) = (Int(places[place]), Int(places[place + 1]), Int(places[place + 2]))
        precondition(
          0..<slots ~= slot && 0...row ~= first && past >= 0 && past + row - first < sizes.textPositions,
          "no such place")
        csk_self_attention(
          fresh + row * 3 * sizes.width, sizes.headCount, cache + slot * slotSize + layer * TextCache.layerSize(sizes),
          past, fresh + first * 3 * sizes.width, row - first + 1, scores.baseAddress, target + row * sizes.width)
      }
    }
  }
}
