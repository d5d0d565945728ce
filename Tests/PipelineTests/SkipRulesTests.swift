import Foundation
import Library
import Pipeline
import PluginHost
import SystemPackage
import TestSupport
import Testing

/// Which files are left alone, and what is said of it.
@Suite struct SkipRulesTests {
  let bench: TestBench

  init() throws {
    bench = try TestBench()
    try bench.media.write("Hello", to: "Film.mp4")
  }

  private func rule(_ skip: String) async throws -> String? {
    let setup = TestBench.Setup(settings: "{\"skip\": \(skip)}")
    let planned = try await bench.plan(setup).first?.skip?.rule
    let report = try await bench.run(setup).reports.first
    #expect(planned == report?.rule, "a plan says what a run does")
    #expect((report?.status == .skipped) == (planned != nil))
    return report?.rule
  }

  @Test(arguments: [
    ("Film.en.srt", "sidecar"), ("Film.eng.ass", "sidecar"), ("Film.srt", "sidecar"), ("Film.en.sdh.srt", "sidecar"),
    ("Film.pt-BR.vtt", "sidecar"), ("Film.Director's cut.en.srt", "sidecar"), ("Film.en.forced.srt", nil),
    ("Film.foreign.en.srt", nil), ("Film.en.txt", nil), ("Films.en.srt", nil), ("Film.en.sup", nil),
  ])
  func seesSubtitlesBesideTheMedia(name: String, expected: String?) async throws {
    try bench.media.write("theirs", to: name)
    #expect(try await rule(#"{"sidecars": true}"#) == expected)
  }

  @Test(arguments: [
    ("Film.de.srt", #"{"sidecars": true, "languages": ["en"]}"#, nil),
    ("Film.en.srt", #"{"sidecars": true, "languages": ["de", "en"]}"#, "sidecar"),
    ("Film.en.hi.srt", #"{"sidecars": true, "languages": ["en"]}"#, "sidecar"),
    ("Film.hi.srt", #"{"sidecars": true, "languages": ["en"]}"#, nil),
    ("Film.hi.srt", #"{"sidecars": true, "languages": ["hi"]}"#, "sidecar"),
    ("Film.en.sup", #"{"sidecars": true, "pictures": true}"#, "sidecar"),
  ])
  func asksForLanguages(name: String, skip: String, expected: String?) async throws {
    try bench.media.write("theirs", to: name)
    #expect(try await rule(skip) == expected)
  }

  @Test func doesNotTakeItsOwnForTheirs() async throws {
    #expect(try await bench.run().count(.done) == 1)
    #expect(try await rule(#"{"sidecars": true}"#) == nil)
  }

  @Test(arguments: [
    (#"{"names": ["*sample*", "fi?m.*"]}"#, "name"), (#"{"names": ["sample"]}"#, nil),
    (#"{"extensions": ["MP4"]}"#, "extension"), (#"{"minimumSize": "1MB"}"#, "size"),
    (#"{"maximumSize": "3B"}"#, "size"), (#"{"minimumDuration": 61}"#, "duration"),
    (#"{"maximumDuration": 59.5}"#, "duration"), (#"{"minimumDuration": 60, "maximumDuration": 60}"#, nil),
    (#"{"unknownLanguage": true}"#, "unknown-language"),
  ])
  func filters(skip: String, expected: String?) async throws {
    #expect(try await rule(skip) == expected)
  }

  @Test func isAskedAgainWhenWhatItSawIsGone() async throws {
    let sidecar = try bench.media.write("theirs", to: "Film.en.srt")
    #expect(try await rule(#"{"sidecars": true}"#) == "sidecar")
    #expect(try await rule(#"{"sidecars": true}"#) == "sidecar")
    Directory.remove(sidecar)
    #expect(try await rule(#"{"sidecars": true}"#) == nil)
  }

  @Test func canBeOverruled() async throws {
    try bench.media.write("theirs", to: "Film.en.srt")
    let setup = TestBench.Setup(
      settings: #"{"skip": {"sidecars": true}}"#, options: RunOptions(jobs: 1, appliesSkipRules: false))
    #expect(try await bench.run(setup).count(.done) == 1)
    #expect(try bench.text(of: "Film.en.srt") == "theirs")
  }

  @Test(arguments: [
    (#"{"minimumSize": "many"}"#, "/skip/minimumSize: “many” is no size"),
    (#"{"languages": ["1"]}"#, "/skip/languages/0: “1” is no language"),
    (#"{"minimumDuration": -1}"#, "/skip/minimumDuration: this must be a number of seconds"),
    (#"{"minimumSize": "2MB", "maximumSize": "1MB"}"#, "/skip/maximumSize: this is less than minimumSize"),
    (#"{"sidecar": true}"#, "did you mean “sidecars”?"),
  ])
  func saysWhatIsWrong(skip: String, message: String) throws {
    #expect {
      try bench.profile("{\"skip\": \(skip)}")
    } throws: { "\($0)".contains(message) }
  }
}
