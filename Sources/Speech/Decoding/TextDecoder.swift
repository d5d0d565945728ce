import Inference
import WhisperCost

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

  /// Lets a text go on from the first `count` tokens of another.
  func copy(from source: Int, to target: Int, count: Int) {
    said.copy(from: source, to: target, count: count)
  }

  /// Gives back the memory of texts that are done.
  func forget(_ slots: some Sequence<Int>) {
    for slot in slots { said.forget(slot) }
  }

  /// Lets texts go on.
  ///
  /// - Parameter feeds: at least one, each of another slot; what the slot has before `position` is the text so far.
  /// - Returns: what lies in the memory of the request.
  /// - Throws: `InferenceError`, for more tokens than the decoder has places as well.
  func step(_ feeds: [TextFeed]) throws -> DecoderStep {
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
    let logits = try request.output("logits")
    return DecoderStep(
      logits: UnsafeMutableBufferPointer(mutating: logits.elements(as: Float.self)), width: logits.shape.last ?? 0,
      vocabulary: model.sizes.vocabulary,
      looks: try model.configuration.alignmentLayers.map {
        let looks = try request.output(WhisperDecoderGraph.attention($0))
        return DecoderStep.Looks(looks.elements(as: Float.self), heads: looks.shape[1], positions: looks.shape[3])
      }, rows: rows)
  }
}
