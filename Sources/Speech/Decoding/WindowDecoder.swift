import Foundation
import Inference

/// Runs a model over a batch of windows: hears them, names their language, writes their text. For one thread.
final class WindowDecoder {
  let model: WhisperModel
  let cache: CrossCache
  private let encoder: InferenceRequest
  private let decoder: InferenceRequest
  private let melInput: Tensor
  private let suppressed: [Int]
  private let suppressedFirst: [Int]

  /// Windows that the encoder takes at once. More only costs memory: its products are large enough with one.
  private static let encoderBatch = 1

  init(_ model: WhisperModel, batch: Int) throws {
    self.model = model
    cache = CrossCache(model.weights, batch: batch, type: model.precision.cache)
    encoder = try model.encoder.makeRequest()
    decoder = try model.decoder.makeRequest()
    melInput = Tensor(.float32, shape: [Self.encoderBatch, model.mel.bandCount, 2 * model.weights.audioPositions])
    // Specials and times lie above the end of the text and are never looked at.
    suppressed = model.configuration.suppressedTokens.filter { $0 < model.tokenizer.endOfText }
    suppressedFirst = model.configuration.suppressedFirstTokens.filter { $0 <= model.tokenizer.endOfText }
  }

  /// Hears `samples` and keeps what was heard in row `row`. At most the window's length is heard.
  func encode(_ samples: [Float], row: Int) throws {
    let frames = 2 * model.weights.audioPositions
    if let target = melInput.elements(as: Float.self).baseAddress {
      model.mel.compute(samples, frameCount: frames, into: target)
    }
    try encoder.setInput("mel", melInput)
    try cache.bindOutputs(of: encoder, rows: row..<row + 1)
    try encoder.infer()
  }

  /// What the model thinks of each of `rows` before a word is written.
  struct Impression {
    /// Probabilities of the languages it knows; they sum to 1. Empty for an English-only model.
    var languages: [(code: String, probability: Double)]
    /// The probability that nobody speaks.
    var noSpeech: Double
  }

  func impressions(rows: Range<Int>) throws -> [Impression] {
    try cache.bindInputs(of: decoder, rows: rows)
    try decoder.resetState()
    let logits = try step(
      tokens: rows.map { _ in [model.tokenizer.startOfTranscript] }, position: 0, origin: Array(0..<rows.count))
    return (0..<rows.count).map { row in
      let values = logits.row(row)
      let all = logSumExp(values)
      var languages: [(code: String, probability: Double)] = model.languages.map { token, code in
        (code, Double(values[token]))
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
  func decode(rows: Range<Int>, prompts: [[Int]], temperature: Double = 0, seed: UInt64 = 0) throws -> [Hypothesis] {
    let end = model.tokenizer.endOfText
    var generators = (0..<rows.count).map { SplitMix64(state: seed &+ UInt64($0)) }
    var hypotheses = rows.map { _ in
      Hypothesis(tokens: [], logProbabilities: [], endLogProbability: 0, temperature: temperature)
    }
    try cache.bindInputs(of: decoder, rows: rows)
    try decoder.resetState()
    // Rows that are done at the end of the batch leave it; one in the middle stays until those after it are done.
    var active = rows.count
    var finished = [Bool](repeating: false, count: rows.count)
    var next = prompts
    var position = 0
    for count in 0..<model.textLimit {
      try Task.checkCancellation()
      let logits = try step(tokens: next, position: position, origin: Array(0..<active))
      position += next.first?.count ?? 0
      for row in 0..<active where !finished[row] {
        let (token, logProbability) = choose(
          logits.row(row), isFirst: count == 0, temperature: temperature, &generators[row])
        if token == end {
          finished[row] = true
          hypotheses[row].endLogProbability = logProbability
        } else {
          hypotheses[row].tokens.append(token)
          hypotheses[row].logProbabilities.append(logProbability)
        }
      }
      let stillActive = (finished.prefix(active).lastIndex(of: false) ?? -1) + 1
      if stillActive == 0 { break }
      if stillActive < active {
        active = stillActive
        try cache.bindInputs(of: decoder, rows: rows.lowerBound..<rows.lowerBound + active)
      }
      next = (0..<active).map { [finished[$0] ? end : hypotheses[$0].tokens.last ?? end] }
    }
    return hypotheses
  }

  /// Feeds `tokens` (all rows of one length) and gives the logits of what comes next.
  private func step(tokens: [[Int]], position: Int, origin: [Int]) throws -> Logits {
    let count = tokens.first?.count ?? 0
    let ids = Tensor(.int64, shape: [tokens.count, count])
    for (index, token) in tokens.joined().enumerated() { ids.elements(as: Int64.self)[index] = Int64(token) }
    let positions = Tensor(.int64, shape: [count])
    for index in 0..<count { positions.elements(as: Int64.self)[index] = Int64(position + index) }
    let rows = Tensor(.int32, shape: [origin.count])
    for (index, row) in origin.enumerated() { rows.elements(as: Int32.self)[index] = Int32(row) }
    let mask = Tensor(.float32, shape: [1, 1, count, position + count])
    for row in 0..<count {
      for column in position + row + 1..<max(position + row + 1, position + count) {
        mask.elements(as: Float.self)[row * (position + count) + column] = -1e9
      }
    }
    try decoder.setInput("tokens", ids)
    try decoder.setInput("positions", positions)
    try decoder.setInput("origin", rows)
    try decoder.setInput("mask", mask)
    try decoder.infer()
    return Logits(view: try decoder.output("logits"))
  }

  /// A token and its log-probability among those allowed.
  private func choose(
    _ logits: UnsafeMutableBufferPointer<Float>, isFirst: Bool, temperature: Double, _ generator: inout SplitMix64
  ) -> (token: Int, logProbability: Float) {
    for token in suppressed { logits[token] = -.infinity }
    if isFirst { for token in suppressedFirst { logits[token] = -.infinity } }
    let allowed = UnsafeBufferPointer(rebasing: logits[0...model.tokenizer.endOfText])
    guard let best = VectorMath.largest(allowed) else { return (model.tokenizer.endOfText, 0) }
    let sum = VectorMath.sumOfExponentials(allowed, relativeTo: best.value)
    guard temperature > 0 else { return (best.index, -log(sum)) }
    // Gumbel-max sampling: the largest of logit/T plus Gumbel noise is a draw from the softmax.
    var token = best.index
    var highest = -Double.infinity
    for index in allowed.indices where allowed[index] > best.value - 30 * Float(temperature) {
      let noise = -log(-log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &generator)))
      let value = Double(allowed[index]) / temperature + noise
      if value > highest {
        highest = value
        token = index
      }
    }
    return (token, allowed[token] - best.value - log(sum))
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

/// Steele, Lea and Flood's generator: small, fast, and the same everywhere for the same seed.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
