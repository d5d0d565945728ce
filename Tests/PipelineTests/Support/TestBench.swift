import Foundation
import Library
import Logging
import Pipeline
import PluginHost
import PluginKit
import Synchronization
import SystemPackage
import TestSupport

/// A media folder, a state directory, and runs over them.
final class TestBench: Sendable {
  let media: TemporaryFolder
  private let state: TemporaryFolder

  init() throws {
    media = try TemporaryFolder()
    state = try TemporaryFolder()
  }

  /// What a test changes of the usual.
  struct Setup: Sendable {
    var settings = "{}"
    var options = RunOptions(jobs: 1)
    /// Below the media folder; the folder itself when empty.
    var paths: [String] = []
    var embedder: (any TextEmbedder)?
    /// Digests of models by name.
    var models: [String: String] = [:]
  }

  /// What was reported during a run.
  final class Events: Sendable {
    private let events = Mutex<[RunEvent]>([])
    private let react: @Sendable (RunEvent) -> Void

    /// - Parameter react: what happens when something is reported, in the midst of the run.
    init(react: @escaping @Sendable (RunEvent) -> Void = { _ in }) { self.react = react }

    func add(_ event: RunEvent) {
      events.withLock { $0.append(event) }
      react(event)
    }

    var all: [RunEvent] { events.withLock { $0 } }

    /// Names of the files in which `stage` ran.
    func files(in stage: Stage) -> [String] {
      all.compactMap { event in
        if case .stageStarted(let item, stage, _) = event { FilePath(bytes: item.name).string } else { nil }
      }
    }
  }

  func profile(_ settings: String) throws -> Profile {
    let usual = try JSONValue(
      parsing: Data(
        #"{"outputs": ["srt", "notes"], "index": "off", "skip": {"sidecars": false, "embedded": false}}"#.utf8))
    return try Configuration(registry: .allFakes())
      .profile(flags: usual.merged(with: JSONValue(parsing: Data(settings.utf8))))
  }

  func planners(_ setup: Setup = Setup(), profiles: (any ProfileSource)? = nil) throws -> Planners {
    Planners(
      workspace: try Workspace(StateDirectory(state.path)), profiles: try profiles ?? profile(setup.settings),
      options: setup.options, source: FakeAudioSource(), embedder: setup.embedder, models: { setup.models[$0] })
  }

  func walk(_ setup: Setup = Setup()) throws -> LibraryWalk {
    let paths = setup.paths.isEmpty ? [media.path] : setup.paths.map { media.path.appending($0) }
    return try MediaScanner(workingDirectory: media.path).walk(paths)
  }

  func plan(_ setup: Setup = Setup()) async throws -> [FilePlan] {
    var survey = Survey(try planners(setup))
    var plans: [FilePlan] = []
    for case .folder(let folder) in try walk(setup) {
      for finding in try survey.findings(in: folder) { plans.append(await finding.plan()) }
    }
    return plans
  }

  @discardableResult
  func run(_ setup: Setup = Setup(), events: Events = Events()) async throws -> RunSummary {
    try await runner(setup, events: events).run(walk(setup))
  }

  func runner(
    _ setup: Setup = Setup(), profiles: (any ProfileSource)? = nil, events: Events = Events()
  ) throws -> Runner {
    Runner(
      planners: try planners(setup, profiles: profiles), modelDirectory: "/models",
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, report: { events.add($0) })
  }

  func watch(
    _ options: WatchOptions, events: Events, below name: String = "", profiles: (any ProfileSource)? = nil
  ) throws -> WatchService {
    WatchService(
      roots: [media.path.appending(name)], planners: try planners(profiles: profiles),
      scanner: MediaScanner(workingDirectory: media.path), workingDirectory: media.path, options: options,
      modelDirectory: "/models", logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      report: { events.add($0) })
  }

  /// Leaves behind what a run leaves that ended without a word, or by `signal`; `machine` says what it wrote down of that
  /// when it began.
  func crash(_ run: String, signal: String?, machine: String? = nil) throws {
    let name = "work/\(run)"
    try state.makeFolder(name)
    try state.write("", to: "\(name)/lock")
    if let signal { try state.write(signal, to: "\(name)/crash") }
    if let machine { try state.write(machine, to: "\(name)/machine") }
  }

  /// How a run on this machine begins, and one after which the system ended a program for lack of memory.
  static var machine: (killed: String, outOfMemory: String) {
    let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
    return ("\(boot.dropLast()) \(Int.max)", "\(boot.dropLast()) -1")
  }

  /// The names in the media folder, without the media themselves.
  func results(in folder: String = "") throws -> [String] {
    try Directory.names(in: media.path.appending(folder)).map { String(decoding: $0, as: UTF8.self) }
      .filter { $0.hasSuffix(".srt") || $0.hasSuffix(".json") || $0.hasSuffix(".tmp") }
  }

  func text(of name: String) throws -> String { try FakeAudioSource.text(of: media.path.appending(name)) }

  /// All files of the state directory's work folder.
  func leftovers() throws -> Int { try Directory.names(in: state.path.appending("work")).count }

  func removeCatalogue() throws {
    for suffix in ["", "-wal", "-shm"] {
      let path = state.path.appending("library.sqlite\(suffix)").string
      if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }
  }

  func removeLayers() { Directory.remove(state.path.appending("layers")) }
}
