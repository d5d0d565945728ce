public import Foundation
public import WhisperCost

/// What was measured, the latest of each model, precision and machine: a folder of state may be shared by several.
public struct ModelMeasurements: Hashable, Sendable {
  public private(set) var all: [ModelMeasurement]

  public init(_ all: [ModelMeasurement] = []) {
    self.all = all
  }

  public mutating func record(_ measurement: ModelMeasurement) {
    all.removeAll {
      ($0.model, $0.machine, $0.precision) == (measurement.model, measurement.machine, measurement.precision)
    }
    all.append(measurement)
  }

  /// What to expect of a model that has `byteCount` bytes.
  ///
  /// - Parameters:
  ///   - shape: its sizes where they are known: what was not measured is estimated by them.
  ///   - catalogue: knows the sizes of what was measured.
  /// - Returns: nil where neither this model nor one of known sizes was measured on `machine`.
  public func performance(
    of name: String, byteCount: Int64, shape: WhisperShape?, on machine: Machine, catalogue: ModelCatalogue
  ) -> ModelPerformance? {
    let own = all.filter { $0.machine == machine && $0.precision == "auto" }
    if let measured = own.last(where: { $0.model == name && $0.byteCount == byteCount }) {
      return ModelPerformance(measured)
    }
    guard let shape else { return nil }
    let references = own.compactMap { measurement -> (measurement: ModelMeasurement, shape: WhisperShape)? in
      let entry = catalogue.entries.first { $0.name == measurement.model && $0.byteCount == measurement.byteCount }
      return entry?.shape.map { (measurement, $0) }
    }
    // The nearer in size, the less an estimate is off.
    let nearest = references.min { a, b in
      a.shape.distance(to: shape) < b.shape.distance(to: shape)
    }
    return nearest.map { ModelPerformance(of: shape, from: $0.measurement, of: $0.shape) }
  }
}

extension ModelMeasurements {
  private struct File: Codable {
    var version: Int
    var measurements: [ModelMeasurement]
  }

  /// Reads what `json` gives.
  ///
  /// - Throws: `DecodingError`; what a newer program wrote counts as nothing, and so do numbers that nobody measured.
  public init(json: Data) throws {
    let file = try JSONDecoder().decode(File.self, from: json)
    self.init(file.version == 1 ? file.measurements.filter(\.isPlausible) : [])
  }

  public var json: Data {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return try encoder.encode(File(version: 1, measurements: all)) + [0x0A]
    }
  }
}
