internal import Foundation
internal import Inference
internal import Pipeline
internal import PluginKit
internal import SentenceEncoder
internal import Speech
internal import SystemPackage
internal import TextClassification

/// The sentence encoder, loaded when the first text needs it and kept for all others of the process.
actor SentenceEmbedder: TextEmbedder {
  nonisolated let model = "minilm"
  nonisolated let revision = "3"
  nonisolated var dimension: Int { SentenceEncoder.dimension }

  private let executor = DispatchQueueExecutor(label: "surtitle.sentences")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private var loaded: (folder: FilePath, encoder: SentenceEncoder)?

  func vectors(
    of texts: [String], modelDirectory: FilePath, progress: @escaping @Sendable (Double) -> Void
  ) async throws -> [[Float]] {
    guard !texts.isEmpty else { return [] }
    let encoder = try encoder(in: modelDirectory)
    return try encoder.vectors(of: texts.map(EncoderText.cleaned)) { progress(Double($0) / Double(texts.count)) }
  }

  func weights(in modelDirectory: FilePath) async throws -> String? { try encoder(in: modelDirectory).weights }

  private func encoder(in modelDirectory: FilePath) throws -> SentenceEncoder {
    let folder = modelDirectory.appending(model)
    if let loaded, loaded.folder == folder { return loaded.encoder }
    guard FileManager.default.fileExists(atPath: folder.appending("model.onnx").string) else {
      throw MissingModelError(model: model, directory: modelDirectory.string)
    }
    do {
      let encoder = try SentenceEncoder(folder: folder, runtime: Runtime.shared(), threads: ProcessorCount.available)
      loaded = (folder, encoder)
      return encoder
    } catch {
      throw EnvironmentError(
        "the model “\(model)” cannot be used: \(error); to look for damage, run: surtitle models verify \(model)")
    }
  }
}
