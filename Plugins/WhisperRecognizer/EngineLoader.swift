internal import Foundation
internal import PluginKit
internal import Speech
internal import SystemPackage
internal import WhisperCost

/// Loads the engine when the first file needs it and keeps it for the others of the same settings and models.
actor EngineLoader {
  private struct Loaded {
    var configuration: WhisperRecognizerConfiguration
    var modelDirectory: FilePath
    var engine: WhisperEngine
    var digest: String?
  }

  private let executor = DispatchQueueExecutor(label: "surtitle.loading")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private var loaded: Loaded?

  /// The engine, and the SHA-256 of the model's weights where its installer noted it.
  ///
  /// - Throws: `MissingModelError` when a model is not installed, `EnvironmentError` when it cannot be used.
  func engine(
    _ configuration: WhisperRecognizerConfiguration, in modelDirectory: FilePath
  ) throws -> (engine: WhisperEngine, digest: String?) {
    if let loaded, loaded.configuration == configuration, loaded.modelDirectory == modelDirectory {
      return (loaded.engine, loaded.digest)
    }
    // Two engines at once would need twice the memory.
    loaded = nil
    let model = modelDirectory.appending(configuration.model)
    let voiceActivity = modelDirectory.appending(configuration.voiceActivityModel)
      .appending("silero_vad_16k.safetensors")
    guard let files = WhisperFiles(in: model) else {
      throw MissingModelError(model: configuration.model, directory: modelDirectory.string)
    }
    guard FileManager.default.fileExists(atPath: voiceActivity.string) else {
      throw MissingModelError(model: configuration.voiceActivityModel, directory: modelDirectory.string)
    }
    var parallelism =
      configuration.workers > 0
      ? Parallelism(workers: configuration.workers)
      : Parallelism(cores: ProcessorCount.available)
    if configuration.batchSize > 0 { parallelism.batchSize = configuration.batchSize }
    parallelism.isAsked = configuration.workers > 0 || configuration.batchSize > 0
    let engine: WhisperEngine
    do {
      engine = try WhisperEngine(
        model: model, voiceActivity: voiceActivity, device: configuration.device, parallelism: parallelism,
        precision: RecognitionPrecision(rawValue: configuration.precision) ?? .auto,
        memory: ByteSize(configuration.memory).map { Int($0.bytes) }, options: configuration.options,
        hints: configuration.hints)
    } catch let error as WeightsError {
      throw EnvironmentError(
        "the model “\(configuration.model)” cannot be used: \(error); to look for damage, "
          + "run: surtitle models verify \(configuration.model)")
    } catch {
      try Task.checkCancellation()
      throw EnvironmentError("the model “\(configuration.model)” cannot be used: \(error)")
    }
    let digest = digest(of: files)
    loaded = Loaded(
      configuration: configuration, modelDirectory: modelDirectory, engine: engine, digest: digest)
    return (engine, digest)
  }
}

extension EngineLoader {
  /// What the model's installer noted of its weights, of the first file where there are several.
  private func digest(of model: WhisperFiles) -> String? {
    struct Record: Decodable {
      struct File: Decodable {
        var name: String
        var sha256: String
      }
      var files: [File]
    }
    // A folder that was put there by hand has no record, and needs none.
    guard let data = FileManager.default.contents(atPath: model.directory.appending("surtitle-model.json").string),
      let record = try? JSONDecoder().decode(Record.self, from: data)
    else { return nil }
    return record.files.first { model.isWeights($0.name) }?.sha256
  }
}
