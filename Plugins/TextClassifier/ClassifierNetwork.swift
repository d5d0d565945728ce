internal import Foundation
internal import Inference
internal import PluginKit
internal import Speech
internal import SystemPackage
internal import Tokenizers

/// The classifiers of the process, each loaded when the first text needs it, and again when its files are others: profiles
/// that name the same one share it.
actor ClassifierNetwork {
  static let shared = ClassifierNetwork()

  private struct Loaded {
    let path: FilePath
    let digests: [String: String]
    let folder: ClassifierFolder
    let graph: CompiledGraph
    let inputs: [String]
    let output: String
  }

  /// Texts of one inference.
  private static let batchSize = 16
  /// Texts are padded to multiples of this, so that few shapes occur.
  private static let padding = 8

  private let executor = DispatchQueueExecutor(label: "surtitle.text-classifier")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
  /// By folder and device.
  private var loaded: [[String]: Loaded] = [:]

  /// The labels, and for each of `texts` a score 0…1 for each of them.
  ///
  /// - Throws: `EnvironmentError` for a classifier that cannot be used, `CancellationError`.
  func scores(
    of texts: [String], folder: FilePath, _ configuration: TextClassifierConfiguration,
    progress: @Sendable (Double) -> Void
  ) throws -> (labels: [String], scores: [[Float]]) {
    do {
      let loaded = try load(folder, configuration.device)
      return (loaded.folder.labels, try scores(of: texts, loaded, configuration, progress))
    } catch let error as InferenceError {
      throw EnvironmentError("the classifier in \(folder) cannot be used: \(error)")
    }
  }

  private func load(_ path: FilePath, _ device: String) throws -> Loaded {
    let (key, digests) = ([path.string, device], FolderDigests.shared.digests(of: path))
    if let known = loaded[key], known.digests == digests { return known }
    let folder = try ClassifierFolder(path)
    let graph = try Runtime.shared().compile(
      contentsOf: folder.network.string, name: "classifier", for: device, properties: ["NUM_STREAMS": "1"])
    let (inputs, outputs) = (try graph.inputs(), try graph.outputs())
    let known: Set = ["input_ids", "attention_mask", "token_type_ids"]
    guard inputs.contains("input_ids"), known.isSuperset(of: inputs) else {
      throw EnvironmentError(
        "the network in \(path) takes \(inputs.joined(separator: ", ")); text classifiers take input_ids, and may take "
          + "attention_mask and token_type_ids")
    }
    guard let output = outputs.contains("logits") ? "logits" : outputs.first else {
      throw EnvironmentError("the network in \(path) gives nothing")
    }
    let new = Loaded(path: path, digests: digests, folder: folder, graph: graph, inputs: inputs, output: output)
    loaded[key] = new
    return new
  }

  private func scores(
    of texts: [String], _ loaded: Loaded, _ configuration: TextClassifierConfiguration,
    _ progress: @Sendable (Double) -> Void
  ) throws -> [[Float]] {
    let limit = min(configuration.tokens, loaded.folder.places ?? configuration.tokens)
    let tokens = try texts.map { text in
      try Task.checkCancellation()
      return loaded.folder.tokenizer.ids(of: text, limit: limit)
    }
    // Neighbours are alike in length: none is padded by much.
    let order = tokens.indices.sorted { (tokens[$0].count, $0) < (tokens[$1].count, $1) }
    var scores = [[Float]](repeating: [], count: texts.count)
    let request = try loaded.graph.makeRequest()
    for start in stride(from: 0, to: order.count, by: Self.batchSize) {
      try Task.checkCancellation()
      let batch = Array(order[start..<min(order.count, start + Self.batchSize)])
      let logits = try run(batch.map { tokens[$0] }, limit, loaded, request)
      for (index, logits) in zip(batch, logits) { scores[index] = scored(logits, loaded.folder, configuration.scoring) }
      progress(Double(start + batch.count) / Double(order.count))
    }
    return scores
  }

  private func run(
    _ batch: [[Int]], _ limit: Int, _ loaded: Loaded, _ request: InferenceRequest
  ) throws -> [[Float]] {
    let longest = max(1, batch.map(\.count).max() ?? 1)
    let width = max(longest, min(limit, (longest + Self.padding - 1) / Self.padding * Self.padding))
    let shape = [batch.count, width]
    for name in loaded.inputs {
      let tensor = Tensor(.int64, shape: shape)
      let values = tensor.elements(as: Int64.self)
      for (row, tokens) in batch.enumerated() {
        for column in 0..<width {
          switch name {
          case "input_ids":
            values[row * width + column] = Int64(column < tokens.count ? tokens[column] : loaded.folder.padding)
          case "attention_mask": values[row * width + column] = column < tokens.count ? 1 : 0
          default: break
          }
        }
      }
      try request.setInput(name, tensor)
    }
    try request.infer()
    let output = try request.output(loaded.output)
    let count = loaded.folder.labels.count
    guard output.shape == [batch.count, count], output.type == .float32 else {
      throw EnvironmentError(
        "the network in \(loaded.path) gives the shape \(output.shape), a number for each of \(count) labels was expected"
      )
    }
    let values = output.elements(as: Float.self)
    return batch.indices.map { Array(values[$0 * count..<($0 + 1) * count]) }
  }

  private func scored(_ logits: [Float], _ folder: ClassifierFolder, _ scoring: String) -> [Float] {
    let isIndependent =
      switch scoring {
      case "sigmoid": true
      case "softmax": false
      default: folder.isMultiLabel ?? (logits.count == 1)
      }
    // What is no number says nothing.
    let logits = logits.map { $0.isFinite ? $0 : -1e4 }
    if isIndependent { return logits.map { 1 / (1 + exp(-min(max($0, -30), 30))) } }
    let highest = logits.max() ?? 0
    let powers = logits.map { exp($0 - highest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}
