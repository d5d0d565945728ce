import Foundation
import Models
import Testing

@Suite struct ModelMeasurementsTests {
  static let machine = Machine(processor: "Abacus 9", cores: 2)
  static let catalogue = ModelCatalogue.standard

  static func measurement(
    _ name: String = "base", encoder: Double = 0.2, decoder: Double = 0.1, speed: Double = 160,
    memory: Int64 = 600_000_000, precision: String = "auto"
  ) throws -> ModelMeasurement {
    ModelMeasurement(
      model: name, byteCount: try catalogue.entry(named: name).byteCount, machine: machine, precision: precision,
      windows: 16, encoderSeconds: encoder, decoderSeconds: decoder, otherSeconds: 0.02, timesRealTime: speed,
      peakMemoryBytes: memory)
  }

  private func performance(
    of name: String, _ measurements: ModelMeasurements, on machine: Machine = machine
  ) throws -> ModelPerformance? {
    let entry = try Self.catalogue.entry(named: name)
    return measurements.performance(
      of: name, byteCount: entry.byteCount, shape: entry.shape, on: machine, catalogue: Self.catalogue)
  }

  @Test func saysWhatWasMeasured() throws {
    let performance = try #require(try performance(of: "base", ModelMeasurements([Self.measurement()])))
    #expect(performance.basis == .measured)
    #expect(performance.speedText == "160×")
    #expect(performance.memoryText == "600 MB")
  }

  @Test func estimatesTheOthers() throws {
    let measurements = ModelMeasurements([try Self.measurement()])
    let names = ["tiny.en", "base", "small", "medium", "large-v3"]
    let all = try names.map { try #require(try performance(of: $0, measurements)) }
    #expect(all.map(\.from) == Array(repeating: "base", count: names.count))
    #expect(all.map(\.basis) == [.estimated, .measured, .estimated, .estimated, .estimated])
    #expect(all.map(\.timesRealTime) == all.map(\.timesRealTime).sorted(by: >))
    #expect(all.map(\.peakMemoryBytes) == all.map(\.peakMemoryBytes).sorted())
    #expect(all[2].speedText == "~46×")
    #expect(all[2].memoryText == "~1.3 GB")
    // The same encoder with a smaller decoder.
    let large = try #require(try performance(of: "large-v3", measurements))
    let turbo = try #require(try performance(of: "large-v3-turbo", measurements))
    let distilled = try #require(try performance(of: "distil-large-v3", measurements))
    #expect(large.timesRealTime < turbo.timesRealTime && turbo.timesRealTime < distilled.timesRealTime)
    #expect(large.peakMemoryBytes > turbo.peakMemoryBytes && turbo.peakMemoryBytes > distilled.peakMemoryBytes)
  }

  @Test func estimatesFromTheNearest() throws {
    let measurements = ModelMeasurements([
      try Self.measurement("tiny.en", speed: 300), try Self.measurement("medium", speed: 10),
    ])
    #expect(try performance(of: "base", measurements)?.from == "tiny.en")
    #expect(try performance(of: "large-v3", measurements)?.from == "medium")
  }

  @Test func anEstimateOfASmallModelIsNeverAbsurd() throws {
    let measurements = ModelMeasurements([try Self.measurement("large-v3", memory: 3_000_000_000)])
    let tiny = try #require(try performance(of: "tiny.en", measurements))
    #expect(tiny.peakMemoryBytes >= 75_000_000)
  }

  @Test func saysNothingAboutOtherMachinesModelsAndSettings() throws {
    let other = Machine(processor: "Abacus 9", cores: 4)
    #expect(try performance(of: "base", ModelMeasurements([Self.measurement()]), on: other) == nil)
    #expect(try performance(of: "base", ModelMeasurements([Self.measurement(precision: "float32")])) == nil)
    #expect(try performance(of: "silero-vad", ModelMeasurements([Self.measurement()])) == nil)
    var mine = try Self.measurement()
    mine.byteCount += 1
    #expect(try performance(of: "base", ModelMeasurements([mine])) == nil)
    #expect(try performance(of: "small", ModelMeasurements([mine])) == nil)
    #expect(try performance(of: "base", ModelMeasurements()) == nil)
  }

  @Test func keepsTheLatest() throws {
    var measurements = ModelMeasurements([try Self.measurement(speed: 1)])
    measurements.record(try Self.measurement("small", speed: 2))
    measurements.record(try Self.measurement(speed: 3))
    measurements.record(try Self.measurement(speed: 4, precision: "float32"))
    #expect(measurements.all.map(\.timesRealTime) == [2, 3, 4])
    #expect(try ModelMeasurements(json: measurements.json) == measurements)
  }

  @Test func believesNoNumbersThatNobodyMeasured() throws {
    let good = try Self.measurement()
    let faults: [(inout ModelMeasurement) -> Void] = [
      { $0.encoderSeconds = 0 }, { $0.decoderSeconds = -1 }, { $0.otherSeconds = 1e300 }, { $0.timesRealTime = 0 },
      { $0.windows = .max }, { $0.windows = 0 }, { $0.peakMemoryBytes = .max }, { $0.peakMemoryBytes = -1 },
    ]
    for fault in faults {
      var bad = good
      fault(&bad)
      #expect(try ModelMeasurements(json: ModelMeasurements([bad, good]).json).all == [good])
    }
  }

  @Test func readsWhatItCan() throws {
    #expect(try ModelMeasurements(json: Data(#"{"version": 2, "measurements": []}"#.utf8)).all.isEmpty)
    #expect(throws: DecodingError.self) { try ModelMeasurements(json: Data("[".utf8)) }
    #expect(throws: DecodingError.self) { try ModelMeasurements(json: Data()) }
  }

  @Test(arguments: [
    (0.05, 49_000_000, "0.1×", "49 MB"), (6.24, 594_000_000, "6.2×", "590 MB"), (9.96, 999_400_000, "10×", "1000 MB"),
    (31.4, 1_260_000_000, "31×", "1.3 GB"), (99.6, 12_600_000_000, "100×", "13 GB"), (1_234, 0, "1230×", "0.0 MB"),
  ])
  func writesNumbersThatCanBeRead(speed: Double, bytes: Int64, speedText: String, memoryText: String) throws {
    let measurements = ModelMeasurements([try Self.measurement(speed: speed, memory: bytes)])
    let performance = try #require(try performance(of: "base", measurements))
    #expect(performance.speedText == speedText)
    #expect(performance.memoryText == memoryText)
  }

  @Test(arguments: [
    ("processor\t: 0\nmodel name\t: Abacus 9 @ 2 Hz\nmodel\t: 1\nprocessor\t: 1\n", "Abacus 9 @ 2 Hz"),
    ("processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n", "0x41 0xd0c"),
    ("model name\t:\n", nil), ("", nil),
  ])
  func knowsTheProcessor(text: String, expected: String?) {
    #expect(Machine.processor(text) == expected)
  }
}
