internal import CSentenceVocabulary
internal import Crypto
internal import Foundation
package import Inference
package import SystemPackage
internal import Tokenizers

/// Turns sentences into vectors that lie close together when the sentences mean the same: all-MiniLM-L6-v2, a BERT with
/// 6 layers (Wang et al. 2020; sentence-transformers), on OpenVINO.
///
/// One instance serves all threads; each call makes a request of its own.
package final class SentenceEncoder: Sendable {
  /// Numbers of a vector: twice those of a layer.
  package static let dimension = 2 * width
  /// Numbers of a layer.
  package static let width = 384
  /// What is read of the network: the end of the last layer, which says what a text means, and of the fourth, which says
  /// more of how it is said.
  private static let layers = ["last_hidden_state", "layer_norm_8"]
  /// Tokens of a text that are looked at, `[CLS]` and `[SEP]` among them: an utterance has fewer.
  package static let tokenLimit = 128
  /// Texts of one inference, and their tokens with the padding: what lies between layers takes some 25 kB a token.
  private static let batchSize = 32
  private static let batchTokens = 1_024
  /// Texts are padded to multiples of this, so that few shapes occur.
  private static let padding = 8

  /// SHA-256 of the weights, in hexadecimal: what was trained on vectors of other weights makes nonsense of these.
  package let weights: String

  private let tokenizer: BertTokenizer
  private let network: CompiledGraph

  /// - Parameters:
  ///   - folder: with `model.onnx`.
  ///   - threads: of the processor.
  /// - Throws: `InferenceError` for a file that is no such network.
  package init(folder: FilePath, runtime: Runtime, threads: Int) throws {
    var size = 0
    let vocabulary = UnsafeBufferPointer(start: csv_vocabulary(&size), count: size)
    tokenizer = try BertTokenizer(vocabulary: vocabulary)
    let file = folder.appending("model.onnx").string
    do {
      let data = try Data(contentsOf: URL(filePath: file), options: .alwaysMapped)
      weights = SHA256.hash(data: data).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    } catch {
      throw InferenceError(operation: "read \(file)", message: error.localizedDescription)
    }
    network = try runtime.compile(
      contentsOf: file, name: "sentence encoder", for: "CPU",
      outputs: Array(Self.layers.dropFirst()),
      // Those who judge its vectors were trained with this arithmetic.
      properties: Precision(compute: .float32).properties(threads: threads, streams: 1))
  }

  /// Two vectors of length 1, one after the other, for each of `texts`: the means over the tokens of the network's last
  /// layer, which tells texts of one meaning, and of the fourth.
  ///
  /// - Parameter progress: told how many are done.
  /// - Throws: `CancellationError` between two texts or batches, `InferenceError`.
  package func vectors(of texts: [String], progress: (Int) -> Void = { _ in }) throws -> [[Float]] {
    let tokens = try texts.map { text in
      try Task.checkCancellation()
      return tokenizer.ids(of: text, limit: Self.tokenLimit)
    }
    // Neighbours are alike in length: none is padded by much.
    let order = tokens.indices.sorted { (tokens[$0].count, $0) < (tokens[$1].count, $1) }
    var vectors = [[Float]](repeating: [], count: texts.count)
    let request = try network.makeRequest()
    var rest = order[...]
    while let longest = rest.prefix(Self.batchSize).last {
      try Task.checkCancellation()
      let count = max(1, min(Self.batchSize, Self.batchTokens / Self.padded(tokens[longest].count)))
      let batch = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
      for (index, vector) in zip(batch, try encode(batch.map { tokens[$0] }, request)) { vectors[index] = vector }
      progress(texts.count - rest.count)
    }
    return vectors
  }

  private static func padded(_ count: Int) -> Int { (count + padding - 1) / padding * padding }

  private func encode(_ batch: [[Int]], _ request: InferenceRequest) throws -> [[Float]] {
    let width = Self.padded(batch.map(\.count).max() ?? 0)
    let shape = [batch.count, width]
    let (ids, mask, types) = (
      Tensor(.int64, shape: shape), Tensor(.int64, shape: shape), Tensor(.int64, shape: shape)
    )
    let (idValues, maskValues) = (ids.elements(as: Int64.self), mask.elements(as: Int64.self))
    for (row, tokens) in batch.enumerated() {
      for (column, token) in tokens.enumerated() {
        idValues[row * width + column] = Int64(token)
        maskValues[row * width + column] = 1
      }
    }
    try request.setInput("input_ids", ids)
    try request.setInput("attention_mask", mask)
    try request.setInput("token_type_ids", types)
    try request.infer()
    var vectors = [[Float]](repeating: [], count: batch.count)
    for layer in Self.layers {
      let output = try request.output(layer)
      guard output.type == .float32, output.shape == shape + [Self.width] else {
        throw InferenceError(
          operation: "read sentence vectors",
          message: "the network gives the shape \(output.shape), not that of MiniLM")
      }
      let states = output.elements(as: Float.self)
      for (row, tokens) in batch.enumerated() {
        vectors[row] += Self.mean(states[(row * width * Self.width)...].prefix(tokens.count * Self.width))
      }
    }
    return vectors
  }

  /// The mean of rows, made one long.
  private static func mean(_ rows: Slice<UnsafeBufferPointer<Float>>) -> [Float] {
    var sum = [Float](repeating: 0, count: width)
    for start in stride(from: rows.startIndex, to: rows.endIndex, by: width) {
      for column in 0..<width { sum[column] += rows[start + column] }
    }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? sum.map { $0 / length } : sum
  }
}
