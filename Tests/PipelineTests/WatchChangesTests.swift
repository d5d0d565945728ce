import Foundation
import Library
import Pipeline
import PluginHost
import PluginKit
import SystemPackage
import TestSupport
import Testing

/// What changes around a watch: settings, marks, disks, its own end.
@Suite struct WatchChangesTests {
  let bench: TestBench
  let events = TestBench.Events()

  init() throws { bench = try TestBench() }

  private func profiles() throws -> FolderProfiles {
    FolderProfiles(try Configuration(registry: .fakes())) { _ in
      .object([
        "outputs": .array([.string("srt")]),
        "skip": .object(["sidecars": .bool(false), "embedded": .bool(false)]),
      ])
    }
  }

  private static let quick = WatchOptions(quiet: .milliseconds(100), polling: .milliseconds(200), polls: false)

  private func until(_ condition: () throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while try !condition(), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
    #expect(try condition())
  }

  private func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: bench.media.path.appending(name).string)
  }

  private func isFinished(_ name: String, times: Int = 1) -> Bool {
    events.all.count { event in
      if case .fileFinished(let report) = event { report.item.name.elementsEqual(name.utf8) } else { false }
    } >= times
  }

  @Test(arguments: [false, true]) func settingsOfAFolderAreReadWhenTheyChange(polls: Bool) async throws {
    try bench.media.write("Hello", to: "Shows/a.mp4")
    try bench.media.write("langauge: de", to: "Shows/.surtitle.yaml")
    var options = Self.quick
    options.polls = polls
    let service = try bench.watch(options, events: events, profiles: try profiles())
    let task = Task { try await service.run() }
    try await Task.sleep(for: .milliseconds(800))
    #expect(try bench.results(in: "Shows").isEmpty)
    try bench.media.write("language: de", to: "Shows/.surtitle.yaml")
    try await until { try bench.results(in: "Shows") == ["a.de.srt"] }
    try bench.media.write("language: da", to: "Shows/.surtitle.yaml")
    try await until { try bench.results(in: "Shows").contains("a.da.srt") }
    await service.stop()
    try await task.value
  }

  @Test func wordsOfListsAreReadAgainWhenTheyChange() async throws {
    try bench.media.write("heck and darn", to: "a.mp4")
    let list = try bench.media.write("heck", to: "list.txt")
    let settings = try JSONValue(
      parsing: Data(
        """
        {"outputs": ["tally"], "annotators": ["lister"], "plugins": {"lister": {"list": "\(list.string)"}},
         "skip": {"sidecars": false, "embedded": false}}
        """.utf8))
    let profiles = FolderProfiles(try Configuration(registry: .allFakes())) { _ in settings }
    let service = try bench.watch(Self.quick, events: events, profiles: profiles)
    let task = Task { try await service.run() }
    try await until { isFinished("a.mp4") }
    #expect(try bench.text(of: "a.en.tally.json").hasPrefix("1 in"))
    try bench.media.write("heck darn", to: "list.txt")
    try await until { isFinished("a.mp4", times: 2) }
    #expect(try bench.text(of: "a.en.tally.json").hasPrefix("2 in"))
    #expect(events.files(in: .recognise) == ["a.mp4"])
    await service.stop()
    try await task.value
  }

  @Test func aMarkedFolderIsPassedByUntilTheMarkGoes() async throws {
    try bench.media.write("Hello", to: "Incoming/a.mp4")
    let service = try bench.watch(Self.quick, events: events)
    let task = Task { try await service.run() }
    try await until { isFinished("a.mp4") }
    try bench.media.write("", to: "Incoming/.surtitle-skip")
    try bench.media.write("Hello", to: "Incoming/b.mp4")
    try bench.media.write("Hello", to: "c.mp4")
    try await until { isFinished("c.mp4") }
    try await Task.sleep(for: .milliseconds(500))
    #expect(!isFinished("b.mp4"))
    try remove("Incoming/.surtitle-skip")
    try await until { isFinished("b.mp4") }
    await service.stop()
    try await task.value
  }

  /// At the start it is passed by, and nothing of it is known.
  @Test func aFolderThatWasMarkedFromTheStartIsFoundWhenTheMarkGoes() async throws {
    try bench.media.write("Hello", to: "Incoming/a.mp4")
    try bench.media.write("", to: "Incoming/.surtitle-skip")
    let service = try bench.watch(Self.quick, events: events)
    let task = Task { try await service.run() }
    try await Task.sleep(for: .milliseconds(500))
    try remove("Incoming/.surtitle-skip")
    try await until { isFinished("a.mp4") }
    await service.stop()
    try await task.value
  }

  @Test func whatIsInWorkIsStoppedWhenItsTimeIsOver() async throws {
    try bench.media.write("slow", to: "a.mp4")
    var options = Self.quick
    options.drain = .milliseconds(200)
    let service = try bench.watch(options, events: events)
    let task = Task { try await service.run() }
    try await until { !events.files(in: .recognise).isEmpty }
    await service.stop()
    let start = ContinuousClock.now
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(ContinuousClock.now - start < .seconds(60))
    #expect(try bench.planners().workspace.catalogue.jobs().isEmpty)
  }

  /// Nothing else would go better: a service that only seems to work is worse than none.
  @Test func aMissingModelEndsTheWatch() async throws {
    try bench.media.write("no model", to: "a.mp4")
    let service = try bench.watch(Self.quick, events: events)
    await #expect(throws: MissingModelError.self) { try await service.run() }
  }

  @Test func filesThatWereDeletedWhileTheyWaitedAreNoFailures() async throws {
    try bench.media.write("slow", to: "a.mp4")
    for number in 1...5 { try bench.media.write("Hello", to: "b\(number).mp4") }
    var options = Self.quick
    options.order = .found
    let service = try bench.watch(options, events: events)
    let task = Task { try await service.run() }
    try await until { !events.files(in: .recognise).isEmpty }
    for number in 1...5 { try remove("b\(number).mp4") }
    try remove("a.mp4")
    try bench.media.write("Hello", to: "c.mp4")
    try await until { isFinished("c.mp4") }
    #expect(events.all.allSatisfy { if case .fileFinished(let report) = $0 { report.status == .done } else { true } })
    // Where they come back they are taken.
    try bench.media.write("Hello", to: "b1.mp4")
    try await until { isFinished("b1.mp4") }
    await service.stop()
    try await task.value
    #expect(try bench.planners().workspace.catalogue.jobs().isEmpty)
  }

  @Test func whatWaitsIsDoneUnderTheNewProfile() async throws {
    try bench.media.write("slow", to: "a.mp4")
    try bench.media.write("Hello", to: "b.mp4")
    var options = Self.quick
    options.order = .found
    let service = try bench.watch(options, events: events)
    let task = Task { try await service.run() }
    try await until { !events.files(in: .recognise).isEmpty }
    await service.reload(try bench.planners(TestBench.Setup(settings: #"{"language": "da", "outputs": ["srt"]}"#)))
    try await Task.sleep(for: .milliseconds(600))
    try bench.media.write("Hello again", to: "a.mp4")
    try remove("a.mp4")
    try await until { isFinished("b.mp4") }
    #expect(try bench.results() == ["b.da.srt"])
    await service.stop()
    try await task.value
  }

  @Test func whatIsDeletedOfTheResultsIsMadeAgain() async throws {
    try bench.media.write("Hello", to: "a.mp4")
    var options = Self.quick
    options.rescan = .milliseconds(300)
    let service = try bench.watch(options, events: events)
    let task = Task { try await service.run() }
    try await until { isFinished("a.mp4") }
    try remove("a.en.srt")
    try await until { try bench.results().contains("a.en.srt") }
    #expect(events.files(in: .recognise) == ["a.mp4"])
    await service.stop()
    try await task.value
  }

  @Test func aFolderThatTookThePlaceOfARootIsWatched() async throws {
    try bench.media.makeFolder("in")
    let service = try bench.watch(Self.quick, events: events, below: "in")
    let task = Task { try await service.run() }
    try await Task.sleep(for: .milliseconds(500))
    let path = bench.media.path.appending("in").string
    try FileManager.default.moveItem(atPath: path, toPath: path + ".old")
    try bench.media.makeFolder("in")
    try await Task.sleep(for: .milliseconds(500))
    try bench.media.write("Hello", to: "in/a.mp4")
    try await until { isFinished("a.mp4") }
    await service.stop()
    try await task.value
  }
}
