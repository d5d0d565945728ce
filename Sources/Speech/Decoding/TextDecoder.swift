import Inference

/// Runs the decoder over texts side by side, a step at a time. Texts come and go between steps. For one thread.
final class TextDecoder {
  let model: WhisperModel
  private let request: any DecoderRequest
  private let said: TextCache
  private let sound: SoundCache
  /// Steps made so far.
  private(set) var steps = 0

  /// - Parameters:
  ///   - slots: texts that are remembered at the same time.
  ///   - sound: what the texts hear.
  init(_ model: WhisperModel, slots: Int, sound: SoundCache) throws {
    self.model = model
    self.sound = sound
    request = try model.decoder.makeRequest()
    said = TextCache(model.sizes, slots: slots)
  }

  /// What a step gave, in the memory of the request: valid until the next step.
  struct Step {
    fileprivate let logits: TensorView
    fileprivate let vocabulary: Int
    /// A tensor [tokens, heads, 1, positions] for each layer with alignment heads.
    fileprivate let attention: [TensorView]
    /// The last token of each feed.
    fileprivate let rows: [Int]

    /// The logits of what follows the last token of a feed; they may be changed.
    func logits(_ feed: Int) -> UnsafeMutableBufferPointer<Float> {
      let start = feed * (logits.shape.last ?? 0)
      let all = UnsafeMutableBufferPointer(mutating: logits.elements(as: Float.self))
      return UnsafeMutableBufferPointer(rebasing: all[start..<start + vocabulary])
    }

    /// Where the alignment heads looked for what follows the last token of a feed: [heads, positions].
    func attention(_ feed: Int, positions: Int) -> [Float] {
      var result: [Float] = []
      result.reserveCapacity(attention.reduce(0) { $0 + $1.shape[1] } * positions)
      for layer in attention {
        let (heads, width) = (layer.shape[1], layer.shape[3])
        for head in 0..<heads {
          let start = (rows[feed] * heads + head) * width
          result += UnsafeBufferPointer(rebasing: layer.elements(as: Float.self)[start..<start + positions])
        }
      }
      return result
    }
  }

  /// Lets a text go on from the first `count` tokens of another.
  func copy(from source: Int, to target: Int, count: Int) {
    said.copy(from: source, to: target, count: count)
  }

  /// Lets texts go on.
  ///
  /// - Parameter feeds: at least one, each of another slot; what the slot has before `position` is the text so far.
  /// - Throws: `InferenceError`, for more tokens than the decoder has places as well.
  func step(_ feeds: [TextFeed]) throws -> Step {
    let count = feeds.reduce(0) { $0 + $1.tokens.count }
    let (places, windows) = (Tensor(.int32, shape: [count, TextCache.placeWidth]), Tensor(.int32, shape: [count]))
    let wanted = Tensor(.int32, shape: [feeds.count])
    var rows: [Int] = []
    var row = 0
    for feed in feeds {
      let first = row
      for _ in feed.tokens {
        for (column, value) in [feed.slot, feed.position, first].enumerated() {
          places.elements(as: Int32.self)[row * TextCache.placeWidth + column] = Int32(value)
        }
        windows.elements(as: Int32.self)[row] = Int32(feed.window)
        row += 1
      }
      wanted.elements(as: Int32.self)[rows.count] = Int32(row - 1)
      rows.append(row - 1)
    }
    try request.setInput("embeddings", model.embedding.embed(feeds))
    try request.setInput("said", said.tensor)
    try request.setInput("places", places)
    try request.setInput("sound", sound.tensor)
    try request.setInput("windows", windows)
    try request.setInput("lengths", sound.lengths)
    try request.setInput("wanted", wanted)
    try request.infer()
    try said.store(request, feeds)
    steps += 1
    return Step(
      logits: try request.output("logits"), vocabulary: model.sizes.vocabulary,
      attention: try model.configuration.alignmentLayers.map {
        try request.output(WhisperDecoderGraph.attention($0))
      }, rows: rows)
  }
}
