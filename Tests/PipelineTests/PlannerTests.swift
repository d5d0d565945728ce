import Foundation
import Library
import Pipeline
import SystemPackage
import TestSupport
import Testing

@Suite struct PlannerTests {
  let bench: TestBench

  init() throws { bench = try TestBench() }

  private func decisions(_ setup: TestBench.Setup = .init()) async throws -> [String] {
    try #require(try await bench.plan(setup).first).stages.map {
      "\($0.stage.name) \($0.decision.name)\($0.decision.reason.map { ": \($0)" } ?? "")"
    }
  }

  @Test func plansANewFile() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    #expect(
      try await decisions() == [
        "audio stale: never done", "recognise stale: never done", "srt stale: waits for the transcript",
        "notes stale: waits for the transcript",
      ])
    #expect(try bench.results().isEmpty)
  }

  @Test func seesThatAllIsFresh() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    #expect(try await decisions() == ["audio fresh", "recognise fresh", "srt fresh", "notes fresh"])
    #expect(try await bench.plan()[0].isUpToDate)
    #expect(try await bench.plan()[0].stages[2].output == bench.media.path.appending("Film.en.srt"))
  }

  @Test(arguments: [
    (
      #"{"plugins": {"srt": {"heading": "x"}}}"#,
      ["audio fresh", "recognise fresh", "srt stale: settings changed", "notes fresh"]
    ),
    (
      #"{"plugins": {"whisper": {"model": "big"}}}"#,
      [
        "audio stale: recognise needs the sound", "recognise stale: settings changed",
        "srt stale: waits for the transcript", "notes stale: waits for the transcript",
      ]
    ),
  ])
  func namesTheReason(settings: String, expected: [String]) async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    #expect(try await decisions(.init(settings: settings)) == expected)
  }

  @Test func forcesAStageAndWhatFollows() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    #expect(
      try await decisions(.init(options: RunOptions(forced: ["recognise"]))) == [
        "audio stale: recognise needs the sound", "recognise stale: asked for by --force",
        "srt stale: waits for the transcript", "notes stale: waits for the transcript",
      ])
    #expect(
      try await decisions(.init(options: RunOptions(forced: ["srt"]))).suffix(2) == [
        "srt stale: asked for by --force", "notes fresh",
      ])
  }

  @Test func seesWhatHappenedToResults() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    Directory.remove(bench.media.path.appending("Film.en.srt"))
    try bench.media.write("edited", to: "Film.en.notes.json")
    #expect(
      try await decisions().suffix(2) == [
        "srt stale: the file is missing", "notes skipped: was edited after surtitle wrote it; --overwrite replaces it",
      ])
    #expect(
      try await decisions(.init(options: RunOptions(overwrites: true))).last
        == "notes stale: replaces an edited file, asked for by --overwrite")
  }

  @Test func seesThatTheMediaChanged() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    try bench.media.write("Goodbye", to: "Film.mp4")
    #expect(try await decisions()[1] == "recognise stale: the media file changed")
  }

  @Test func seesThatTheStoreIsDamaged() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    bench.removeLayers()
    #expect(
      try await decisions() == ["audio fresh", "recognise fresh", "srt fresh", "notes fresh"], "nothing needs it")
    let style = TestBench.Setup(settings: #"{"plugins": {"srt": {"heading": "x"}}}"#)
    #expect(try await decisions(style)[1] == "recognise stale: the stored result is missing or damaged")
  }

  @Test func saysThatAFileIsEmpty() async throws {
    try bench.media.write("", to: "Film.mp4")
    let plan = try #require(try await bench.plan().first)
    #expect(plan.problem == "the file is empty")
    #expect(!plan.isUpToDate)
  }
}
