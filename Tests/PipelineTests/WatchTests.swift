import Foundation
import Library
import Logging
import Pipeline
import PluginHost
import SystemPackage
import TestSupport
import Testing

/// A watch over a folder, with real events of the system.
@Suite struct WatchTests {
  let bench: TestBench

  init() throws { bench = try TestBench() }

  /// Runs a watch while `body` does something, until `names` were reported as finished as often as asked for.
  private func watch(
    _ options: WatchOptions = WatchOptions(quiet: .milliseconds(100)), _ body: @Sendable () async throws -> Void
  ) async throws -> TestBench.Events {
    let events = TestBench.Events()
    let service = try bench.watch(options, events: events)
    let task = Task { try await service.run() }
    try await body()
    try await Task.sleep(for: .milliseconds(200))
    await service.stop()
    try await task.value
    return events
  }

  private func wait(for name: String) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while try !bench.results().contains(name), ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(try bench.results().contains(name))
  }

  @Test(arguments: [nil, true]) func takesWhatIsThereAndWhatArrives(polls: Bool?) async throws {
    try bench.media.write("Hello", to: "a.mp4")
    let options = WatchOptions(quiet: .milliseconds(100), polling: .milliseconds(100), polls: polls)
    let events = try await watch(options) {
      try await wait(for: "a.en.srt")
      try bench.media.write("Hello you", to: "b.mp4")
      try bench.media.write("not yet", to: "c.mp4.part")
      try await wait(for: "b.en.srt")
      try FileManager.default.moveItem(
        atPath: bench.media.path.appending("c.mp4.part").string,
        toPath: bench.media.path.appending("c.mp4").string)
      try await wait(for: "c.en.srt")
    }
    #expect(events.files(in: .recognise) == ["a.mp4", "b.mp4", "c.mp4"])
  }

  @Test func aFileThatIsDeletedInWorkKeepsNobodyWaiting() async throws {
    let events = TestBench.Events()
    let service = try bench.watch(WatchOptions(quiet: .milliseconds(100), polls: false), events: events)
    let task = Task { try await service.run() }
    let path = try bench.media.write("slow", to: "a.mp4")
    let end = ContinuousClock.now + .seconds(60)
    while events.files(in: .recognise).isEmpty, ContinuousClock.now < end {
      try await Task.sleep(for: .milliseconds(20))
    }
    try FileManager.default.removeItem(atPath: path.string)
    try bench.media.write("Hello", to: "b.mp4")
    try await wait(for: "b.en.srt")
    await service.stop()
    try await task.value
    #expect(try bench.planners().workspace.catalogue.jobs().isEmpty)
    #expect(try bench.results() == ["b.en.notes.json", "b.en.srt"])
  }

  @Test func takesATreeThatIsMovedIn() async throws {
    let outside = try TemporaryFolder()
    for number in 1...5 { try outside.write("Hello \(number)", to: "Show/Season \(number)/\(number).mp4") }
    let events = try await watch {
      try FileManager.default.moveItem(
        atPath: outside.path.appending("Show").string, toPath: bench.media.path.appending("Show").string)
      for number in 1...5 {
        let folder = "Show/Season \(number)"
        let end = ContinuousClock.now + .seconds(60)
        let wanted = ["\(number).en.notes.json", "\(number).en.srt"]
        while try bench.results(in: folder) != wanted, ContinuousClock.now < end {
          try await Task.sleep(for: .milliseconds(20))
        }
        #expect(try bench.results(in: folder) == wanted)
      }
    }
    #expect(events.files(in: .recognise).sorted() == (1...5).map { "\($0).mp4" })
  }

  @Test func waitsUntilAWriterIsDone() async throws {
    let path = bench.media.path.appending("slow.mp4")
    let events = try await watch {
      let file = try FileDescriptor.open(path, .writeOnly, options: [.create], permissions: .ownerReadWrite)
      for word in ["One", " two", " three"] {
        try file.writeAll(word.utf8)
        try await Task.sleep(for: .milliseconds(400))
      }
      #expect(try bench.results().isEmpty)
      try file.close()
      try await wait(for: "slow.en.srt")
    }
    #expect(events.files(in: .recognise) == ["slow.mp4"])
    #expect(try bench.text(of: "slow.en.srt").contains("three"))
  }

  @Test func refusesASecondWatchOfTheSameFolder() async throws {
    try bench.media.makeFolder("Shows")
    _ = try await watch {
      try bench.media.write("Hello", to: "a.mp4")
      try await wait(for: "a.en.srt")
      let second = try bench.watch(WatchOptions(), events: TestBench.Events(), below: "Shows")
      await #expect(throws: LibraryError.self) { try await second.run() }
    }
  }
}

/// Files that bring the program down.
@Suite struct SettingAsideTests {
  let bench: TestBench

  init() throws { bench = try TestBench() }

  @Test func aFileThatCrashedTheProgramIsSetAside() async throws {
    let path = try bench.media.write("Hello", to: "a.mp4")
    let workspace = try bench.planners().workspace
    for _ in 1...3 {
      let identity = try FileIdentity(of: path)
      let tries = try workspace.catalogue.job(of: path)?.tries ?? 0
      try workspace.catalogue.record([
        Job(path: path, state: .running, tries: tries, run: "surtitle-dead", identity: identity, updated: 0)
      ])
      try bench.crash("surtitle-dead", signal: "11")
      _ = try bench.planners()
    }
    let summary = try await bench.run()
    #expect(summary.count(.failed) == 1)
    #expect(summary.reports[0].error?.contains("set aside after 3 tries: surtitle crashed (signal 11)") == true)
    #expect(try workspace.catalogue.retryJobs(below: [bench.media.path]) == [path])
    #expect(try await bench.run().count(.done) == 1)
    #expect(try workspace.catalogue.jobs().isEmpty)
  }

  @Test func whatAKilledRunLeftIsClearedAway() async throws {
    let path = try bench.media.write("Hello", to: "a.mp4")
    try await bench.run()
    let left = ".a.en.srt.surtitle-0123456789abcdef.tmp"
    try bench.media.write("Hel", to: left)
    let workspace = try bench.planners().workspace
    let layer = workspace.state.layers.appending("ab")
    try Directory.create(layer)
    try Data("half".utf8).write(to: URL(filePath: layer.appending(left).string))
    // Its folder is gone, but its account was not settled.
    try workspace.catalogue.record([
      Job(path: path, state: .running, run: "surtitle-gone", identity: try FileIdentity(of: path), updated: 0)
    ])
    try bench.crash("surtitle-dead", signal: nil)
    try await bench.run()
    #expect(FileStatus.at(bench.media.path.appending(left)) == nil)
    #expect(FileStatus.at(layer.appending(left)) == nil)
    #expect(try workspace.catalogue.jobs().isEmpty)
  }

  /// Has programs end one after the other while they work on `path`.
  private func end(_ count: Int, at path: FilePath, machine: String) throws {
    let catalogue = try bench.planners().workspace.catalogue
    for _ in 0..<count {
      let old = try catalogue.job(of: path)
      try catalogue.record([
        Job(
          path: path, state: .running, tries: old?.tries ?? 0, run: "surtitle-dead",
          identity: try FileIdentity(of: path), updated: 0, deaths: old?.deaths ?? 0)
      ])
      try bench.crash("surtitle-dead", signal: nil, machine: machine)
      _ = try bench.planners()
    }
  }

  @Test func beingKilledIsNotTheFilesFault() async throws {
    let path = try bench.media.write("Hello", to: "a.mp4")
    try end(49, at: path, machine: TestBench.machine.killed)
    #expect(try bench.planners().workspace.catalogue.job(of: path)?.error?.contains("49 times in a row") == true)
    #expect(try await bench.run().count(.done) == 1)
    #expect(try bench.planners().workspace.catalogue.jobs().isEmpty)
  }

  @Test func beingKilledFiftyTimesInARowIs() async throws {
    let path = try bench.media.write("Hello", to: "a.mp4")
    try end(50, at: path, machine: TestBench.machine.killed)
    #expect(try await bench.run().reports[0].error?.contains("set aside after 50 tries") == true)
  }

  @Test func aStopOfTheMachineIsNobodysFault() async throws {
    let path = try bench.media.write("Hello", to: "a.mp4")
    try end(20, at: path, machine: "another-boot 0")
    #expect(try bench.planners().workspace.catalogue.jobs().isEmpty)
  }

  @Test func aFileThatExhaustsTheMemoryIsSetAside() async throws {
    let path = try bench.media.write("Hello", to: "a.mp4")
    try end(3, at: path, machine: TestBench.machine.outOfMemory)
    let error = try await bench.run().reports[0].error
    #expect(error?.contains("set aside after 3 tries: the system ended surtitle for lack of memory") == true)
  }

  /// What other control groups lack says nothing about this one, while it is the one that it was.
  @Test func memoryThatOthersLackIsNotTheFilesFault() async throws {
    let path = try bench.media.write("Hello", to: "a.mp4")
    let groups = try TemporaryFolder()
    try groups.write("low 0\noom 2\noom_kill 3\n", to: "memory.events")
    let group = groups.path
    let inode = try #require(FileStatus.at(group)).identity.inode
    try end(3, at: path, machine: "\(TestBench.machine.outOfMemory) \(inode) 3 \(group.string)")
    #expect(try bench.planners().workspace.catalogue.job(of: path)?.error?.contains("was killed, 3 times") == true)
    try end(1, at: path, machine: "\(TestBench.machine.killed) \(inode) 2 \(group.string)")
    #expect(try bench.planners().workspace.catalogue.job(of: path)?.error?.contains("lack of memory") == true)
    // Another one has its name.
    try end(1, at: path, machine: "\(TestBench.machine.outOfMemory) \(inode + 1) 3 \(group.string)")
    #expect(try bench.planners().workspace.catalogue.job(of: path)?.tries == 2)
  }

  /// Of several files all but one are innocent; each is tried alone next.
  @Test func aCrashCountsAgainstNobodyWhileSeveralWereInWork() async throws {
    let paths = try ["a.mp4", "b.mp4"].map { try bench.media.write("Hello", to: $0) }
    let workspace = try bench.planners().workspace
    try workspace.catalogue.record(
      try paths.map {
        Job(path: $0, state: .running, run: "surtitle-dead", identity: try FileIdentity(of: $0), updated: 0)
      })
    try bench.crash("surtitle-dead", signal: "11")
    _ = try bench.planners()
    #expect(try workspace.catalogue.jobs().map(\.tries) == [0, 0])
    #expect(try workspace.catalogue.jobs().map(\.deaths) == [1, 1])
    #expect(try await bench.run().count(.done) == 2)
  }

  /// The account of a file is that of the program that has it in work.
  @Test func whatAnotherProgramHasInWorkStaysInItsAccount() async throws {
    let path = try bench.media.write("Hello", to: "a.mp4")
    let other = try bench.planners().workspace
    let job = Job(
      path: path, state: .running, run: other.work.name, identity: try FileIdentity(of: path), updated: 0)
    try other.catalogue.record([job])
    #expect(try await bench.run().count(.done) == 1)
    #expect(try other.catalogue.jobs() == [job])
  }

  @Test func aFolderThatCannotBeWrittenToIsNotTheFilesFault() async throws {
    let path = try bench.media.write("Hello", to: "a.mp4")
    // No user makes folders there, not even root.
    let setup = TestBench.Setup(options: RunOptions(outputDirectory: "/sys/subtitles", jobs: 1))
    for _ in 1...4 { #expect(try await bench.run(setup).count(.failed) == 1) }
    let job = try #require(try bench.planners().workspace.catalogue.job(of: path))
    #expect(job.state == .failed)
    #expect(job.tries == 0)
    #expect(job.due != nil)
    #expect(job.error?.contains("/sys/subtitles: cannot make this folder") == true)
    #expect(try await bench.run().count(.done) == 1)
  }
}
