import Foundation
import Library
import Pipeline
import PluginHost
import SystemPackage
import TestSupport
import Testing

/// A run over folders with settings of their own.
@Suite struct FolderOverrideTests {
  let bench: TestBench

  init() throws { bench = try TestBench() }

  private func run() async throws -> RunSummary {
    let profiles = FolderProfiles(try Configuration(registry: .fakes())) { _ in
      .object(["skip": .object(["sidecars": .bool(false), "embedded": .bool(false)])])
    }
    return try await bench.runner(profiles: profiles).run(bench.walk())
  }

  @Test func eachFolderHasItsOwn() async throws {
    try bench.media.write("outputs: [srt]", to: ".surtitle.yaml")
    try bench.media.write("language: \"no\"", to: "Norsk/.surtitle.yaml")
    try bench.media.write("Hello", to: "a.mp4")
    try bench.media.write("Hei", to: "Norsk/b.mp4")
    #expect(try await run().count(.done) == 2)
    #expect(try bench.results() == ["a.en.srt"])
    #expect(try bench.results(in: "Norsk") == ["b.no.srt"])
    #expect(try await run().count(.upToDate) == 2)
    try bench.media.write("language: \"da\"", to: "Norsk/.surtitle.yaml")
    let again = try await run()
    #expect(again.count(.upToDate) == 1 && again.recognised == 1)
  }

  @Test func aMistakeStopsTheRunBeforeAnythingIsDone() async throws {
    try bench.media.write("outputs: [srt]", to: ".surtitle.yaml")
    try bench.media.write("langauge: en", to: "z/.surtitle.yaml")
    try bench.media.write("Hello", to: "a.mp4")
    try bench.media.write("Hello", to: "z/b.mp4")
    await #expect(throws: ConfigurationDiagnostics.self) { try await run() }
    #expect(try bench.results().isEmpty)
  }
}
