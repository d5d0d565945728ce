import Foundation
import Library
import Pipeline
import PluginHost
import TestSupport
import Testing

/// Which subtitles a profile has written, and what the files are called.
@Suite struct SubtitleTrackTests {
  let bench: TestBench

  init() throws { bench = try TestBench() }

  @Test func `each kind is a file of its own`() async throws {
    try bench.media.write("Hello there", to: "Film.mp4")
    let setup = TestBench.Setup(settings: #"{"tracks": ["sdh", "full", "forced"]}"#)
    try await bench.run(setup)
    // Nothing is said in another language: there is nothing to force on anybody.
    #expect(try bench.results() == ["Film.en.notes.json", "Film.en.sdh.srt", "Film.en.srt"])
    #expect(try await bench.run(setup).count(.upToDate) == 1)
  }

  @Test func `names say what servers read`() async throws {
    try bench.media.write("Hello there", to: "Film.mp4")
    let settings = #"{"tracks": ["full", "sdh"], "sidecars": {"title": "ai", "default": true}}"#
    try await bench.run(.init(settings: settings))
    #expect(
      try bench.results() == ["Film.ai.en.default.srt", "Film.ai.en.notes.json", "Film.ai.en.sdh.srt"])
  }

  @Test(arguments: ["sdh", "a.b", "../x", "a/b", "HI"]) func `titles that mean something else are refused`(
    title: String
  ) {
    #expect(throws: ConfigurationDiagnostics.self) {
      try bench.profile(#"{"sidecars": {"title": "\#(title)"}}"#)
    }
  }

  @Test(arguments: [(#"["ful"]"#, "/tracks/0"), ("[]", "/tracks")])
  func `others are refused`(kinds: String, pointer: String) throws {
    let error = try #require(throws: ConfigurationDiagnostics.self) {
      try bench.profile(#"{"tracks": \#(kinds)}"#)
    }
    #expect(error.diagnostics.map(\.pointer) == [pointer])
  }
}
