import Foundation
import Inference

/// Runs a model over a batch of windows: hears them, names their language, writes their text. For one thread.
final class WindowDecoder {
  let model: WhisperModel
  let cache: SoundCache
  private let encoder: InferenceRequest
  private var decoder: InferenceRequest
  /// Rows of the sequences that `decoder` has decoded so far.
  private var decoderRows = 0
  private let melInput: Tensor
  private let rules: TokenRules
  /// Steps that the decoder has made so far.
  private(set) var steps = 0

  /// Windows that the encoder takes at once. More only costs memory: its products are large enough with one.
  private static let encoderBatch = 1

  init(_ model: WhisperModel, batch: Int, usesTimestamps: Bool) throws {
    self.model = model
    cache = SoundCache(model.sizes, windows: batch)
    encoder = try model.encoder.makeRequest()
    decoder = try model.decoder.makeRequest()
    melInput = Tensor(.float32, shape: [Self.encoderBatch, model.mel.bandCount, 2 * model.sizes.audioPositions])
    rules = TokenRules(model, usesTimestamps: usesTimestamps)
  }

  /// Makes the features of the window that is heard next. At most the window's length is heard.
  func prepare(_ samples: [Float]) {
    if let target = melInput.elements(as: Float.self).baseAddress {
      model.mel.compute(samples, frameCount: 2 * model.sizes.audioPositions, into: target)
    }
  }

  /// Hears the window that was prepared and keeps it in row `row`.
  func encode(row: Int) throws {
    try encoder.setInput("mel", melInput)
    try encoder.infer()
    try cache.store(encoder, window: row)
  }

  /// What the model thinks of each of `rows` before a word is written.
  struct Impression {
    /// Probabilities of the languages it knows; they sum to 1. Empty for an English-only model.
    var languages: [(code: String, probability: Double)]
    /// The probability that nobody speaks.
    var noSpeech: Double
  }

  func impressions(rows: Range<Int>) throws -> [Impression] {
    try begin(rows)
    let logits = try step(tokens: rows.map { _ in [model.tokenizer.startOfTranscript] }, position: 0)
    return (0..<rows.count).map { row in
      let values = logits.row(row)
      let all = logSumExp(values)
      // By token, not as the dictionary has them: sums of floats depend on the order.
      var languages: [(code: String, probability: Double)] = model.languages.sorted { $0.key < $1.key }.map {
        ($0.value, Double(values[$0.key]))
      }
      let top = languages.map(\.probability).max() ?? 0
      let sum = languages.reduce(0) { $0 + exp($1.probability - top) }
      for i in languages.indices { languages[i].probability = exp(languages[i].probability - top) / sum }
      languages.sort { ($0.probability, $1.code) > ($1.probability, $0.code) }
      let noSpeech = model.tokenizer.noSpeech.map { Double(exp(values[$0] - all)) } ?? 0
      return Impression(languages: languages, noSpeech: noSpeech)
    }
  }

  /// Writes the text of each of `rows`.
  ///
  /// - Parameters:
  ///   - prompts: what each row starts from, all of one length.
  ///   - temperature: 0 takes the likeliest token each time; more samples, repeatably for the same `seed`.
  ///   - length: writes exactly so many tokens, to measure by; nil ends the text where the model does.
  func decode(rows: Range<Int>, prompts: [[Int]], temperature: Double = 0, seed: UInt64 = 0, length: Int? = nil) throws
    -> [Hypothesis]
  {
    let end = model.tokenizer.endOfText
    var generators = (0..<rows.count).map { SplitMix64(state: seed &+ UInt64($0)) }
    var hypotheses = rows.map { _ in
      Hypothesis(tokens: [], logProbabilities: [], endLogProbability: 0)
    }
    try begin(rows)
    var order = Array(rows)
    var finished = Set<Int>()
    var next = order.map { prompts[$0 - rows.lowerBound] }
    var position = 0
    for _ in 0..<(length ?? model.textLimit) {
      try Task.checkCancellation()
      let logits = try step(tokens: next, position: position)
      position += next.first?.count ?? 0
      for (line, row) in order.enumerated() where !finished.contains(row) {
        let index = row - rows.lowerBound
        if length != nil { logits.row(line)[end] = -.infinity }
        let (token, logProbability) = choose(
          logits.row(line), after: hypotheses[index].tokens, temperature: temperature, &generators[index])
        if token == end {
          finished.insert(row)
          hypotheses[index].endLogProbability = logProbability
        } else {
          hypotheses[index].tokens.append(token)
          hypotheses[index].logProbabilities.append(logProbability)
          if length == nil, LoopCollapser.endsInLoop(hypotheses[index].tokens.filter { $0 < end }) {
            finished.insert(row)
          }
        }
      }
      if finished.count == rows.count { break }
      order = try withoutFinished(order, finished)
      next = order.map { [finished.contains($0) ? end : hypotheses[$0 - rows.lowerBound].tokens.last ?? end] }
    }
    return hypotheses
  }

  /// Forgets what was said and turns to `rows`.
  ///
  /// A request decodes batches of one size in its life: the fused cache of OpenVINO 2026.4's CPU plug-in mixes up the
  /// histories of rows when the size changes, even after a reset.
  private func begin(_ rows: Range<Int>) throws {
    if decoderRows != rows.count {
      decoder = try model.decoder.makeRequest()
      decoderRows = rows.count
    }
    try hear(Array(rows))
    try decoder.resetState()
  }

  /// Lets the decoder's rows hear `windows`.
  private func hear(_ windows: [Int]) throws {
    let tensor = Tensor(.int32, shape: [windows.count])
    for (row, window) in windows.enumerated() { tensor.elements(as: Int32.self)[row] = Int32(window) }
    try decoder.setInput("sound", cache.tensor)
    try decoder.setInput("windows", tensor)
  }

  /// The rows of `order` that go on, when enough are done to make it worth moving their histories into a request of the
  /// smaller size.
  private func withoutFinished(_ order: [Int], _ finished: Set<Int>) throws -> [Int] {
    let going = order.indices.filter { !finished.contains(order[$0]) }
    guard order.count - going.count >= (order.count > 3 ? 2 : 1) else { return order }
    let smaller = try model.decoder.makeRequest()
    try smaller.copyState(from: decoder, rows: going)
    decoder = smaller
    decoderRows = going.count
    let rows = going.map { order[$0] }
    try hear(rows)
    return rows
  }

  /// Feeds `tokens` (all rows of one length) and gives the logits of what comes next.
  private func step(tokens: [[Int]], position: Int) throws -> Logits {
    let count = tokens.first?.count ?? 0
    // Each row goes on from itself; the input is there for the plug-in, which fuses the cache only with it.
    let rows = Tensor(.int32, shape: [tokens.count])
    for row in tokens.indices { rows.elements(as: Int32.self)[row] = Int32(row) }
    let mask = Tensor(.float32, shape: [1, 1, count, position + count])
    for row in 0..<count {
      for column in position + row + 1..<max(position + row + 1, position + count) {
        mask.elements(as: Float.self)[row * (position + count) + column] = -1e9
      }
    }
    try decoder.setInput("embeddings", model.embedding.embed(tokens, position: position))
    try decoder.setInput("origin", rows)
    try decoder.setInput("mask", mask)
    try decoder.infer()
    steps += 1
    return Logits(view: try decoder.output("logits"))
  }

  /// A token and its log-probability among those allowed.
  private func choose(
    _ logits: UnsafeMutableBufferPointer<Float>, after tokens: [Int], temperature: Double,
    _ generator: inout SplitMix64
  ) -> (token: Int, logProbability: Float) {
    let allowed = rules.apply(after: tokens, to: logits)
    let parts = [allowed.text, allowed.times].filter { !$0.isEmpty }.map { range in
      (start: range.lowerBound, values: UnsafeBufferPointer(rebasing: logits[range]))
    }
    var best: (token: Int, value: Float)?
    for part in parts {
      guard let largest = VectorMath.largest(part.values), largest.value > best?.value ?? -.infinity else { continue }
      best = (part.start + largest.index, largest.value)
    }
    guard let best else { return (model.tokenizer.endOfText, 0) }
    let sum = parts.reduce(0) { $0 + VectorMath.sumOfExponentials($1.values, relativeTo: best.value) }
    guard temperature > 0 else { return (best.token, -log(sum)) }
    // Gumbel-max sampling: the largest of logit/T plus Gumbel noise is a draw from the softmax.
    var token = best.token
    var highest = -Double.infinity
    for part in parts {
      for (index, logit) in part.values.enumerated() where logit > best.value - 30 * Float(temperature) {
        let noise = -log(-log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &generator)))
        let value = Double(logit) / temperature + noise
        if value > highest {
          highest = value
          token = part.start + index
        }
      }
    }
    return (token, logits[token] - best.value - log(sum))
  }

  private func logSumExp(_ values: UnsafeMutableBufferPointer<Float>) -> Float {
    let values = UnsafeBufferPointer(values)
    guard let best = VectorMath.largest(values) else { return 0 }
    return best.value + log(VectorMath.sumOfExponentials(values, relativeTo: best.value))
  }
}

/// The logits of one step, in the memory of the request: they may be changed until the next step.
private struct Logits {
  let view: TensorView

  func row(_ index: Int) -> UnsafeMutableBufferPointer<Float> {
    let width = view.shape[1]
    let all = UnsafeMutableBufferPointer(mutating: view.elements(as: Float.self))
    return UnsafeMutableBufferPointer(rebasing: all[index * width..<(index + 1) * width])
  }
}
