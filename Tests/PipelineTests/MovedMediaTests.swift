import Foundation
import Library
import Pipeline
import SystemPackage
import TestSupport
import Testing

/// Media that are renamed or moved take their results along.
@Suite struct MovedMediaTests {
  let bench: TestBench

  init() throws { bench = try TestBench() }

  private func move(_ old: String, _ new: String) throws {
    try FileManager.default.moveItem(
      atPath: bench.media.path.pushing(FilePath(old)).string, toPath: bench.media.path.pushing(FilePath(new)).string)
  }

  @Test func whatACopyIsMadeFromStaysWhenTheFirstIsForgotten() async throws {
    let first = try bench.media.write("Hello", to: "a.mp4")
    try await bench.run()
    let catalogue = try bench.planners().workspace.catalogue
    let before = try catalogue.keysInUse()
    try bench.media.write("Hello", to: "b.mp4")
    let events = TestBench.Events()
    try await bench.run(events: events)
    #expect(events.files(in: .recognise).isEmpty)
    try catalogue.forget([first])
    #expect(try before.isSubset(of: catalogue.keysInUse()))
  }

  @Test func resultsFollowARename() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    try move("Film.mp4", "Movie (1999).mp4")
    #expect(try await bench.plan()[0].formerPath == bench.media.path.appending("Film.mp4"))
    let events = TestBench.Events()
    let report = try await bench.run(events: events).reports[0]
    #expect(report.formerPath == bench.media.path.appending("Film.mp4"))
    #expect(report.outputs.allSatisfy { $0.status == .fresh })
    #expect(events.files(in: .audio).isEmpty)
    #expect(try bench.results() == ["Movie (1999).en.notes.json", "Movie (1999).en.srt"])
    #expect(try await bench.run().count(.upToDate) == 1)
  }

  @Test func resultsFollowAMoveAndEditedOnesStayAsTheyAre() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    try bench.media.write("edited", to: "Film.en.srt")
    try bench.media.makeFolder("Films")
    try move("Film.mp4", "Films/Film.mp4")
    #expect(try await bench.run().count(.done) == 1)
    #expect(try bench.results().isEmpty)
    #expect(try bench.text(of: "Films/Film.en.srt") == "edited")
    #expect(try await bench.run().reports[0].outputs.map(\.status) == [.skipped, .fresh])
  }

  @Test(arguments: [false, true])
  func aFolderMayBeRenamedWithAllInIt(leavesFilesWithSubtitles: Bool) async throws {
    try bench.media.write("Hello", to: "One/a.mp4")
    try bench.media.write("Hello you", to: "One/b.mp4")
    let setup = TestBench.Setup(settings: #"{"skip": {"sidecars": \#(leavesFilesWithSubtitles)}}"#)
    try await bench.run(setup)
    try move("One", "Two")
    let summary = try await bench.run(setup)
    #expect(summary.recognised == 0 && summary.count(.skipped) == 0)
    #expect(summary.reports.flatMap(\.outputs).allSatisfy { $0.status == .fresh })
    #expect(try await bench.run(setup).count(.upToDate) == 2)
  }

  @Test func aFolderMayBeCopiedWithAllInIt() async throws {
    try bench.media.write("Hello", to: "One/a.mp4")
    let setup = TestBench.Setup(settings: #"{"skip": {"sidecars": true}}"#)
    try await bench.run(setup)
    try FileManager.default.copyItem(
      atPath: bench.media.path.appending("One").string, toPath: bench.media.path.appending("Two").string)
    let summary = try await bench.run(setup)
    #expect(summary.count(.skipped) == 0 && summary.recognised == 0)
    #expect(try await bench.run(setup).count(.upToDate) == 2)
  }

  @Test func nothingIsTakenFromACopyThatStays() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    try bench.media.write("Hello", to: "Copy.mp4")
    try await bench.run()
    #expect(try bench.results().count == 4)
  }

  @Test func nothingIsOverwrittenOnTheWay() async throws {
    try bench.media.write("Hello", to: "Film.mp4")
    try await bench.run()
    try bench.media.write("mine", to: "Movie.en.srt")
    try move("Film.mp4", "Movie.mp4")
    try await bench.run()
    #expect(try bench.text(of: "Movie.en.srt") == "mine")
  }

  @Test func aDiskThatIsAwayIsNotGone() throws {
    let here = try FileSystem(of: bench.media.path).id
    #expect(FileSystem.isGone(bench.media.path.appending("gone.mp4"), from: here))
    #expect(FileSystem.isGone(bench.media.path.pushing("no/such/folder/gone.mp4"), from: here))
    #expect(!FileSystem.isGone(bench.media.path.appending("gone.mp4"), from: here + 1))
  }
}
