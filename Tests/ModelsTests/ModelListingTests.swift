import Foundation
import Models
import SystemPackage
import Testing

@Suite struct ModelListingTests {
  private static let entries = ["base", "large-v3", "distil-large-v3", "silero-vad"]

  private func make(
    installed: [InstalledModel] = [], measurements: ModelMeasurements = ModelMeasurements()
  ) throws -> ModelListing {
    let catalogue = ModelCatalogue(entries: try Self.entries.map { try ModelCatalogue.standard.entry(named: $0) })
    return ModelListing(
      catalogue: catalogue, installed: installed, measurements: measurements, on: ModelMeasurementsTests.machine)
  }

  private static let mine = InstalledModel(
    name: "my-dialect", folder: "/models/my-dialect", origin: .imported, kind: .speechRecogniser, licence: nil,
    files: [ModelFile(name: "model.bin", sha256: "", byteCount: 1_500)])

  @Test func showsWhatIsKnown() throws {
    let base = try ModelCatalogue.standard.entry(named: "base")
    let installed = InstalledModel(
      name: "base", folder: "/models/base", origin: .catalogue("base"), kind: base.kind, licence: base.licence,
      files: base.files)
    let listing = try make(
      installed: [installed, Self.mine], measurements: ModelMeasurements([try ModelMeasurementsTests.measurement()]))
    #expect(
      listing.text == """
        model            size      memory   speed  languages  licence
        base             147.9 MB  600 MB   160×   99         MIT      installed  Whisper base, 74 M parameters: \
        what the default profile uses
        large-v3         3.1 GB    ~5.4 GB  ~7.4×  100        MIT      –          Whisper large, third generation, \
        1.5 G parameters: the most accurate; also large
        distil-large-v3  1.5 GB    ~1.5 GB  ~10×   en         MIT      –          Distil-Whisper: large-v3 with a \
        decoder of 2 layers, 756 M parameters
        silero-vad       1.2 MB    –        –      any        MIT      –          Silero voice activity detection \
        6.2.3, 16 kHz
        my-dialect       1.5 kB    –        –      –          –        installed  your own, in /models/my-dialect

        """)
    #expect(listing.hint?.hasPrefix("~ is estimated from what base cost on this machine") == true)
  }

  @Test func saysHowToKnowMore() throws {
    let nothing = try make()
    #expect(nothing.text.contains("base             147.9 MB  –       –      99 "))
    #expect(nothing.hint?.contains("“surtitle models bench” measures them") == true)
    let all = ModelMeasurements(
      try Self.entries.dropLast().map { try ModelMeasurementsTests.measurement($0) })
    #expect(try make(measurements: all).hint == nil)
  }

  @Test func knowsACopyByItsBytes() throws {
    let base = try ModelCatalogue.standard.entry(named: "base")
    let copy = InstalledModel(
      name: "copy", folder: "/models/copy", origin: .catalogue("base"), kind: base.kind, licence: base.licence,
      files: base.files)
    let measurements = ModelMeasurements([try ModelMeasurementsTests.measurement("large-v3")])
    let row = try #require(try make(installed: [copy], measurements: measurements).rows.last)
    #expect(row.parameters == 72_593_920)
    #expect(row.performance?.basis == .estimated)
  }

  @Test func writesEveryKey() throws {
    let listing = try make(
      installed: [Self.mine], measurements: ModelMeasurements([try ModelMeasurementsTests.measurement()]))
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(listing.rows))
    let rows = try #require(json as? [[String: Any]])
    #expect(rows.count == 5)
    #expect(Set(rows.map { Set($0.keys) }).count == 1)
    let performance = try #require(rows[0]["performance"] as? [String: Any])
    #expect(performance["basis"] as? String == "measured")
    #expect(performance["timesRealTime"] as? Double == 160)
    #expect((rows[1]["performance"] as? [String: Any])?["from"] as? String == "base")
    #expect((rows[1]["sources"] as? [String])?.count == 3)
    #expect(rows[4]["performance"] is NSNull && rows[4]["summary"] is NSNull && rows[4]["installed"] as? Bool == true)
  }
}
