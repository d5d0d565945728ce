import Models
import Testing
import WhisperCost

@Suite struct ModelCatalogueTests {
  static let entries = ModelCatalogue.standard.entries

  @Test func namesAreUniqueAndDefaultsExist() throws {
    #expect(Set(Self.entries.map(\.name)).count == Self.entries.count)
    for name in ModelCatalogue.defaultNames { _ = try ModelCatalogue.standard.entry(named: name) }
  }

  @Test(arguments: entries)
  func everyFileIsPinnedAndHasASource(entry: ModelEntry) {
    #expect(!entry.sources.isEmpty)
    #expect(!entry.licence.isEmpty)
    for file in entry.files {
      #expect(file.sha256.count == 64 && file.sha256.allSatisfy { $0.isHexDigit && !$0.isUppercase })
      #expect(file.byteCount > 0)
    }
    for source in entry.sources {
      switch source {
      case .web(_, let base): #expect(base.hasPrefix("https://") && !base.hasSuffix("/"))
      case .packages(let packages):
        #expect(Set(packages.flatMap(\.pieces).map(\.file)) == Set(entry.files.map(\.name)))
        #expect(packages.allSatisfy { $0.sha256.count == 64 })
      }
    }
  }

  @Test func hasWhatTheManualPromises() throws {
    let names = [
      "tiny.en", "base", "small", "medium", "large-v3", "large-v3-turbo", "distil-large-v3", "silero-vad", "minilm",
    ]
    #expect(Self.entries.map(\.name) == names)
    #expect(try ModelCatalogue.standard.entry(named: "turbo").name == "large-v3-turbo")
    #expect(try ModelCatalogue.standard.entry(named: "large").name == "large-v3")
    let all = Self.entries.flatMap { [$0.name] + $0.aliases }
    #expect(Set(all).count == all.count)
  }

  @Test(arguments: entries)
  func everyAddressIsPinnedToARevision(entry: ModelEntry) {
    let addresses = entry.sources.compactMap { source in
      if case .web(_, let base) = source { base } else { nil }
    }
    for address in addresses {
      #expect(address.split(separator: "/").contains { $0.count == 40 && $0.allSatisfy(\.isHexDigit) }, "\(address)")
    }
    // Its weights in 8 bits are published in one place.
    #expect(entry.sources.count >= (entry.name == "minilm" ? 1 : 2))
    #expect(Set(entry.sources).count == entry.sources.count)
    #expect(Set(entry.files.map(\.name)).count == entry.files.count)
    #expect(!entry.languages.isEmpty && Set(entry.languages).count == entry.languages.count)
  }

  @Test func theSameBytesHaveTheSameSize() {
    let sizes = Dictionary(grouping: Self.entries.flatMap(\.files), by: \.sha256).mapValues { Set($0.map(\.byteCount)) }
    #expect(sizes.values.allSatisfy { $0.count == 1 })
  }

  /// CTranslate2 stores two bytes a number, with names and biases of zero beside them.
  @Test(arguments: entries.filter { $0.kind == .speechRecogniser })
  func weightsHaveTheSizeOfTheirShape(entry: ModelEntry) throws {
    let shape = try #require(entry.shape)
    let weights = try #require(entry.files.first { $0.name == "model.bin" })
    let rest = Double(weights.byteCount) - 2 * Double(shape.parameters)
    #expect(rest > 0 && rest < 0.0005 * Double(weights.byteCount), "\(rest)")
  }

  @Test func knowsTheParametersThatAreKnown() {
    let base = WhisperShape(width: 512, encoderLayers: 6, decoderLayers: 6, melBands: 80, vocabulary: 51_865)
    #expect(base.parameters == 72_593_920)
    let large = WhisperShape(width: 1_280, encoderLayers: 32, decoderLayers: 32, melBands: 128, vocabulary: 51_866)
    #expect(large.parameters == 1_543_490_560)
  }

  @Test func knowsTheLanguages() throws {
    #expect(try ModelCatalogue.standard.entry(named: "base").languages.count == 99)
    #expect(try ModelCatalogue.standard.entry(named: "large-v3").languages.last == "yue")
  }

  @Test func findsAnEntryByItsBytes() throws {
    let base = try ModelCatalogue.standard.entry(named: "base")
    #expect(ModelCatalogue.standard.entry(matching: base.files.reversed())?.name == "base")
    #expect(ModelCatalogue.standard.entry(matching: Array(base.files.dropFirst())) == nil)
    #expect(ModelCatalogue.standard.entry(matching: []) == nil)
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (999_949, "999.9 kB"), (999_950, "1.0 MB"),
    (145_217_532, "145.2 MB"), (3_086_912_962, "3.1 GB"), (Int64.max, "9223372.0 TB"),
  ])
  func formatsSizes(count: Int64, expected: String) {
    #expect(count.formattedByteCount == expected)
  }
}
