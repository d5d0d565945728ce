package import Library
package import Logging
internal import PluginHost
internal import PluginKit
package import SystemPackage

/// Watches folders and works on the files that arrive in them, until it is told to stop.
///
/// Whatever is missed (events that were lost, a disk that was away, a night without power) is found by a search of
/// everything: at the start, after such an event, and now and then. What is done is known by its verdict, so a search
/// costs little.
package actor WatchService {
  let scanner: MediaScanner
  let options: WatchOptions
  let logger: Logger
  private let report: @Sendable (RunEvent) -> Void
  private let modelDirectory: FilePath
  private let workspace: Workspace
  var planners: Planners
  var roots: [WatchedRoot]
  /// Folders below the roots that are searched again and again, and when next: other file systems begin there, or the
  /// system has no more watches to give.
  var polled: [FilePath: ContinuousClock.Instant] = [:]
  /// What lay in folders for their settings when they were searched.
  var settingsFiles: [FilePath: [FilePath: FileIdentity]] = [:]
  var settling: Settling
  private let queue: JobQueue
  let watcher: FolderWatcher?
  /// Files that were taken up, as they were: not taken up again before they, or what is made of them, change.
  private(set) var taken: [FilePath: Taken] = [:]
  /// Of those, the ones that wait for another try, or are set aside.
  private var failed: Set<FilePath> = []
  /// Files in work.
  private var working: [FilePath: Task<(FileReport, again: JobQueue.Entry?), any Error>] = [:]
  /// Folders to look into again.
  private var changed: Set<FilePath> = []
  private(set) var isStopping = false
  private var isReloading = false

  /// - Parameter roots: folders, as users see them.
  package init(
    roots: [FilePath], planners: Planners, scanner: MediaScanner, workingDirectory: FilePath, options: WatchOptions,
    modelDirectory: FilePath, logger: Logger, report: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.roots = roots.map { WatchedRoot(path: $0.absolute(in: workingDirectory), shown: $0) }
    self.planners = planners
    self.scanner = scanner
    self.options = options
    self.modelDirectory = modelDirectory
    self.logger = logger
    self.report = report
    workspace = planners.workspace
    settling = Settling(quiet: options.quiet)
    queue = JobQueue(order: options.order)
    watcher = options.polls == true ? nil : try? FolderWatcher()
  }

  /// Works until `stop()`, then lets what is in work come to its end for a while.
  ///
  /// - Throws: `LibraryError` where another program watches the same folders; `MissingModelError` and `EnvironmentError`.
  package func run() async throws {
    let lock = try WatchLock(on: roots.map(\.path), in: workspace)
    defer { lock.release() }
    report(.watching(roots.map(\.shown)))
    let worker = Worker(planners: planners, modelDirectory: modelDirectory, logger: logger, report: report)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<max(1, planners.options.jobs) { group.addTask { try await self.work(worker) } }
      group.addTask { try await self.watch(worker.journal) }
      do {
        // Unlike waitForAll(), which tells of an error only when all have ended.
        while try await group.next() != nil {}
      } catch {
        group.cancelAll()
        throw error
      }
    }
  }

  /// Takes up nothing new; ends when what is in work has ended, or after the time that the options give it.
  package func stop() { isStopping = true }

  /// Goes on with other profiles: everything is looked at anew.
  package func reload(_ planners: Planners) {
    self.planners = planners
    isReloading = true
  }

  // MARK: - Watching

  private func watch(_ journal: JobJournal) async throws {
    let clock = ContinuousClock()
    var rescan = clock.now
    var look = clock.now + options.polling
    while !isStopping {
      try Task.checkCancellation()
      do { try journal.catalogue.ensureIntact() } catch { throw EnvironmentError("\(error)") }
      let now = clock.now
      if now >= look {
        look = now + options.polling
        if !planners.areCurrent {
          logger.notice("A file that settings name changed, such as a list of words; everything is looked at anew")
          reload(planners.anew())
        }
      }
      if isReloading {
        isReloading = false
        // What waits would be done as it was; it is found again.
        await queue.clear()
        try? journal.catalogue.removeWaitingJobs(of: journal.run)
        (taken, failed, rescan) = ([:], [], now)
      }
      if await takeChanges(at: now) { rescan = now }
      lookAtRoots(at: now)
      if now >= rescan {
        rescan = now + options.rescan
        for index in roots.indices { roots[index].due = nil }
      }
      await searchDueFolders(at: now)
      await takeUp(settling.settled(at: now), journal)
      do {
        try await retryForgiven(journal)
      } catch {
        logger.warning("The catalogue cannot be read", metadata: ["error": "\(error)"])
      }
      try await clock.sleep(
        for: max(.milliseconds(20), min(.milliseconds(250), options.quiet)), tolerance: .milliseconds(50))
    }
    let waiting = await queue.count
    logger.notice("Stopping: nothing new is taken up", metadata: ["waiting": "\(waiting)"])
    await queue.drain()
    // Whatever still works when the time is over is stopped; the next start goes on.
    let end = clock.now + options.drain
    while await !queue.isIdle {
      guard clock.now < end else { throw CancellationError() }
      try await clock.sleep(for: .milliseconds(100))
    }
  }

  /// Whether everything has to be looked at.
  private func takeChanges(at now: ContinuousClock.Instant) async -> Bool {
    var needsSearch = false
    var goneFolders: Set<FilePath> = []
    var gone: [FilePath] = []
    for change in watcher?.changes() ?? [] {
      switch change {
      case .file(let path, let isComplete):
        settling.touch(path, isComplete: isComplete, at: now)
      case .folder(let path):
        changed.insert(path)
      case .deleted(let path):
        gone.append(path)
        settling.remove(path)
        taken[path] = nil
        working[path]?.cancel()
      // One that was renamed is worked on to the end: what was heard of it serves under its new name.
      case .gone(let path, isFolder: false):
        gone.append(path)
        settling.remove(path)
        taken[path] = nil
      case .gone(let folder, isFolder: true):
        settling.remove(below: folder)
        goneFolders.insert(folder)
        gone.append(folder)
        for index in roots.indices where roots[index].path.starts(with: folder) { roots[index].due = nil }
      case .overflow:
        logger.notice("Events were lost; everything is searched")
        needsSearch = true
      }
    }
    if !gone.isEmpty { tidyIndex(below: gone) }
    if !goneFolders.isEmpty {
      taken = taken.filter { file, _ in
        !sequence(first: file.removingLastComponent()) { $0.parent }.contains(where: goneFolders.contains)
      }
    }
    for folder in changed {
      guard let root = roots.first(where: { folder.starts(with: $0.path) }) else { continue }
      await search(folder, of: root, at: now)
    }
    changed = []
    return needsSearch
  }

  /// What was taken up below `folder` is looked at anew.
  func forget(below folder: FilePath) {
    taken = taken.filter { !$0.key.starts(with: folder) }
    failed = failed.filter { !$0.starts(with: folder) }
  }

  /// Hands over files that are complete, each folder's together.
  private func takeUp(_ paths: [FilePath], _ journal: JobJournal) async {
    guard !paths.isEmpty else { return }
    var entries: [JobQueue.Entry] = []
    var survey = Survey(planners)
    let suspects = (try? journal.suspects()) ?? [:]
    for (folder, files) in Dictionary(grouping: paths, by: { $0.removingLastComponent() }) {
      // Files that are in work come when that has ended: two tasks would wait for each other.
      let (busy, free) = (files.filter { working[$0] != nil }, files.filter { working[$0] == nil })
      for file in busy { settling.add(file, at: .now) }
      guard let root = roots.first(where: { folder.starts(with: $0.path) }), !isPassedBy(folder, of: root),
        let scanned = ScannedFolder(of: free, in: folder, root: root.path, shown: root.shown)
      else { continue }
      do {
        for case .open(let candidate, let planner) in try survey.findings(in: scanned)
        where taken[candidate.item.path] != Taken(candidate, planner) {
          taken[candidate.item.path] = Taken(candidate, planner)
          let isolation = suspects[candidate.item.path] ?? .none
          entries.append(JobQueue.Entry(candidate: candidate, planner: planner, isolation: isolation))
        }
      } catch {
        logger.error("A folder is passed by", metadata: ["folder": "\(folder.display)", "error": "\(error)"])
        // Wrong settings are looked at again when they change.
        if !(error is ConfigurationDiagnostics) { for file in free { settling.add(file, at: .now) } }
      }
    }
    do { try journal.wait(entries.map(\.candidate)) } catch {
      logger.warning("The catalogue cannot be written", metadata: ["error": "\(error)"])
    }
    await queue.add(entries)
  }

  /// Files whose failure somebody asked to be forgotten are taken up again.
  private func retryForgiven(_ journal: JobJournal) async throws {
    let forgiven = try failed.filter { try workspace.catalogue.job(of: $0) == nil }
    guard !forgiven.isEmpty else { return }
    for path in forgiven {
      failed.remove(path)
      taken[path] = nil
    }
    await takeUp(Array(forgiven), journal)
  }

  // MARK: - Work

  private nonisolated func work(_ worker: Worker) async throws {
    while let entry = await queue.next() {
      let task = Task { try await worker.work(on: entry, of: queue) }
      await keep(task, for: entry)
      let outcome: Result<(FileReport, again: JobQueue.Entry?), any Error>
      do {
        outcome = .success(
          try await withTaskCancellationHandler {
            try await task.value
          } onCancel: {
            task.cancel()
          })
      } catch {
        outcome = .failure(error)
      }
      await keep(nil, for: entry)
      await queue.done(entry)
      switch outcome {
      case .success(let (finished, again)): await conclude(finished, again, entry, worker)
      case .failure(let error): try await recover(from: error, entry)
      }
    }
    try Task.checkCancellation()
  }

  private func conclude(
    _ finished: FileReport, _ again: JobQueue.Entry?, _ entry: JobQueue.Entry, _ worker: Worker
  ) async {
    let path = entry.candidate.item.path
    if let again, again.tries < JobJournal.patience || finished.failureKind == .surroundings {
      let delay = Duration.seconds(FailureKind.delay(after: again.tries))
      report(.fileRetried(finished, delay: delay))
      await requeue(again, after: delay)
      // It may go on like this for ever: somebody should know.
      if again.tries == JobJournal.patience { tell(of: finished, entry, worker) }
    } else if finished.failureKind == .vanished, finished.status == .failed {
      logger.notice("A file was gone when its turn came", metadata: ["media": "\(path.display)"])
      taken[path] = nil
    } else if finished.status == .failed {
      tell(of: finished, entry, worker)
      report(.fileFinished(finished))
      failed.insert(path)
    } else {
      report(.fileFinished(finished))
      // From now on its verdict says whether something is to be done: results may be deleted.
      taken[path] = nil
    }
  }

  private func recover(from error: any Error, _ entry: JobQueue.Entry) async throws {
    let media: Logger.Metadata = ["media": "\(entry.candidate.item.path.display)"]
    switch error {
    case is CancellationError where !Task.isCancelled:
      logger.notice("A file was deleted while it was in work", metadata: media)
    case is CancellationError, is MissingModelError, is EnvironmentError, is ConfigurationDiagnostics: throw error
    default:
      // It is the state directory that fails, such as on a full disk.
      var again = entry
      again.tries += 1
      let delay = FailureKind.delay(after: again.tries)
      logger.error(
        "No account can be kept of the work on a file; it is tried again",
        metadata: media.merging(["error": "\(error)", "seconds": "\(delay)"]) { $1 })
      await requeue(again, after: .seconds(delay))
    }
  }

  /// What was taken up under profiles that hold no more is found again, and not done as it was.
  private func requeue(_ entry: JobQueue.Entry, after delay: Duration) async {
    let taken = Taken(entry.candidate, entry.planner)
    if self.taken[entry.candidate.item.path] == taken { await queue.add(entry, after: delay) }
  }

  private func tell(of finished: FileReport, _ entry: JobQueue.Entry, _ worker: Worker) {
    do {
      try worker.tell(of: [(finished, entry.planner)])
    } catch {
      logger.error("Nobody can be told of a failure", metadata: ["error": "\(error)"])
    }
  }

  private func keep(_ task: Task<(FileReport, again: JobQueue.Entry?), any Error>?, for entry: JobQueue.Entry) {
    working[entry.candidate.item.path] = task
  }

}

/// A file that was taken up, as it was then, with what was to be made of it.
struct Taken: Hashable {
  private var identity: FileIdentity
  private var target: String

  init(_ candidate: Candidate, _ planner: Planner) { (identity, target) = (candidate.identity, planner.target) }
}

extension FilePath {
  /// The folder around this one; nil at the root.
  fileprivate var parent: FilePath? {
    let folder = removingLastComponent()
    return folder == self || folder.isEmpty ? nil : folder
  }
}
