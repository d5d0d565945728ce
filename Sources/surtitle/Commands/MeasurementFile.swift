internal import Foundation
internal import Library
internal import Models
internal import Speech
internal import SystemPackage

/// What `surtitle models bench` remembers for `surtitle models list`: a file in the folder of state.
struct MeasurementFile {
  private let state: StateDirectory
  private var path: FilePath { state.root.appending("benchmarks.json") }

  init(_ state: StateDirectory = .ofUser()) {
    self.state = state
  }

  /// What was measured; nothing where there is no file. One that cannot be read is told of and counts as none: the next
  /// measurement replaces it.
  func read() -> ModelMeasurements {
    guard let data = FileManager.default.contents(atPath: path.string) else { return ModelMeasurements() }
    do {
      return try ModelMeasurements(json: data)
    } catch {
      StandardError.write("surtitle: \(path) holds no measurements: \(error); the next one replaces it\n")
      return ModelMeasurements()
    }
  }

  /// Adds a measurement. Where it cannot be kept it was still shown.
  func record(_ measurement: ModelMeasurement) {
    var measurements = read()
    measurements.record(measurement)
    do {
      try Directory.create(state.root, permissions: 0o700)
      try AtomicFile.write(measurements.json, to: path)
    } catch {
      StandardError.write("surtitle: the measurement cannot be kept: \(error)\n")
    }
  }
}

extension ModelMeasurement {
  init(_ report: RecognitionBenchmarkReport, of model: InstalledModel, precision: RecognitionPrecision) {
    let stages = report.measured.secondsPerWindow
    let encoder = stages[RecognitionStatistics.Stage.encoder.rawValue, default: 0]
    let decoder = stages[RecognitionStatistics.Stage.decoder.rawValue, default: 0]
    self.init(
      model: model.name, byteCount: model.byteCount, machine: .current(cores: report.choice.cores),
      precision: precision.rawValue, windows: report.choice.workers * report.choice.batchSize,
      encoderSeconds: encoder, decoderSeconds: decoder,
      otherSeconds: stages.values.reduce(0, +) - encoder - decoder, timesRealTime: report.measured.timesRealTime,
      peakMemoryBytes: Int64(report.measured.peakMemoryBytes), bytesPerWeight: report.choice.bytesPerWeight)
  }
}
