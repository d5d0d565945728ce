import Foundation
import Library
import Pipeline
import TestSupport
import Testing

/// Changes of shot are a stage like any other, where a profile wants them.
@Suite struct ShotStageTests {
  let bench: TestBench
  private let setup = TestBench.Setup(settings: #"{"shotChanges": true}"#)

  init() throws { bench = try TestBench() }

  @Test func `shots are found once, and not again when subtitles change`() async throws {
    try bench.media.write("Hello there", to: "Film.mp4")
    let events = TestBench.Events()
    try await bench.run(setup, events: events)
    #expect(events.files(in: .shots) == ["Film.mp4"])
    let again = TestBench.Events()
    try await bench.run(
      .init(settings: #"{"shotChanges": true, "cueing": {"maximumLineLength": 20}}"#), events: again)
    #expect(again.files(in: .shots).isEmpty && again.files(in: .recognise).isEmpty)
    #expect(try await bench.run(setup).recognised == 0)
  }

  @Test func `who does not want them does not wait for them`() async throws {
    try bench.media.write("Hello there", to: "Film.mp4")
    let events = TestBench.Events()
    try await bench.run(events: events)
    #expect(events.files(in: .shots).isEmpty)
    // Wanted later, they are found without hearing anything again, and the subtitles are made anew.
    let later = TestBench.Events()
    let summary = try await bench.run(setup, events: later)
    #expect(later.files(in: .shots) == ["Film.mp4"] && later.files(in: .recognise).isEmpty)
    #expect(summary.reports[0].outputs.map(\.status) == [.written, .fresh])
  }

  @Test func `a picture that cannot be read takes no subtitles away`() async throws {
    try bench.media.write("blind film", to: "Film.mp4")
    let summary = try await bench.run(setup)
    #expect(summary.reports[0].error == "shots: this is not media")
    #expect(try bench.results().contains("Film.en.srt"))
  }

  @Test func `they can be asked for alone`() async throws {
    try bench.media.write("Hello there", to: "Film.mp4")
    try await bench.run(setup)
    let events = TestBench.Events()
    var forced = setup
    forced.options = RunOptions(forced: ["shots"])
    try await bench.run(forced, events: events)
    #expect(events.files(in: .shots) == ["Film.mp4"] && events.files(in: .recognise).isEmpty)
  }
}
