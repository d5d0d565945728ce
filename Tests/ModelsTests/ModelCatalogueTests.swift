import Models
import Testing

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
