package import Library
package import Logging
internal import PluginHost
internal import Synchronization
package import SystemPackage

/// Makes what is stale, file by file. A file that fails fails alone.
package struct Runner: Sendable {
  private let planners: Planners
  private let worker: Worker
  private let report: @Sendable (RunEvent) -> Void

  /// `report` is called from several tasks.
  package init(
    planners: Planners, modelDirectory: FilePath, logger: Logger,
    report: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) {
    self.planners = planners
    self.report = report
    worker = Worker(planners: planners, modelDirectory: modelDirectory, logger: logger, report: report)
  }

  /// Processes what `walk` finds. When the task is cancelled the summary says so and holds what was finished until then.
  ///
  /// - Throws: `ConfigurationDiagnostics` where a folder's own settings are wrong, before anything is done;
  ///   `MissingModelError` and `EnvironmentError`, which no other file could escape either, as could none the
  ///   `ConfigurationDiagnostics` of a plug-in whose settings do not fit what they name.
  package func run(_ walk: LibraryWalk) async throws -> RunSummary {
    let clock = ContinuousClock()
    let start = clock.now
    var (settled, open) = try survey(walk)
    let suspects = try worker.journal.suspects()
    for index in open.indices { open[index].isolation = suspects[open[index].candidate.item.path] ?? .none }
    let files = settled.count + open.count
    report(.started(files: files))
    try worker.tell(of: settled)

    var summary = RunSummary(reports: settled.map(\.0), files: files)
    let finished = Collected()
    let queue = JobQueue()
    await queue.add(open)
    await queue.close()
    do {
      try worker.journal.wait(open.map(\.candidate))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<max(1, planners.options.jobs) {
          group.addTask { try await work(through: queue) { finished.add($0) } }
        }
        // Unlike waitForAll(), which ends the others only when they have ended by themselves.
        while try await group.next() != nil {}
      }
    } catch is CancellationError {
      summary.isInterrupted = true
    }
    summary.reports += finished.all
    try planners.workspace.catalogue.removeWaitingJobs(of: worker.journal.run)
    if Task.isCancelled { summary.isInterrupted = summary.reports.count < summary.files }
    let order = Dictionary(
      (settled.map(\.0.item) + open.map(\.candidate.item)).map { ($0, $0.path.bytes) }
    ) { first, _ in first }
    summary.reports.sort { (order[$0.item] ?? []).lexicographicallyPrecedes(order[$1.item] ?? []) }
    if !summary.isInterrupted { tidyIndex(below: walk.roots) }
    summary.elapsed = clock.now - start
    report(.finished(summary))
    return summary
  }

  /// What is gone is not to be found any more. Where that cannot be written, results are there all the same.
  private func tidyIndex(below roots: [FilePath]) {
    do {
      try IndexUpkeep(planners.workspace).tidy(below: roots)
    } catch let error as LibraryError {
      report(.problem(error))
    } catch {}
  }

  /// What is settled is reported as it is found; a hundred thousand files take a while.
  private func survey(_ walk: LibraryWalk) throws -> (settled: [(FileReport, Planner)], open: [JobQueue.Entry]) {
    var settled: [(FileReport, Planner)] = []
    var open: [JobQueue.Entry] = []
    var survey = Survey(planners)
    let naming = OutputNaming(outputDirectory: planners.options.outputDirectory)
    for step in walk {
      try Task.checkCancellation()
      switch step {
      case .passedBy(let folder): report(.passedBy(folder))
      case .problem(let error): report(.problem(error))
      case .folder(let folder):
        naming.removeLeftovers(of: folder)
        for finding in try survey.findings(in: folder) {
          switch finding {
          case .settled(let file, let verdict, let planner):
            let finished = FileReport(file, verdict)
            settled.append((finished, planner))
            report(.fileFinished(finished))
          case .open(let candidate, let planner): open.append(JobQueue.Entry(candidate: candidate, planner: planner))
          }
        }
      }
    }
    return (settled, open)
  }

  private func work(through queue: JobQueue, keep: @Sendable (FileReport) -> Void) async throws {
    while let entry = await queue.next() {
      let (finished, next) = try await worker.work(on: entry, of: queue)
      await queue.done(entry)
      if let next, next.tries < JobJournal.patience {
        report(.fileRetried(finished, delay: Self.delays[next.tries - 1]))
        await queue.add(next, after: Self.delays[next.tries - 1])
      } else {
        if finished.status == .failed { try worker.tell(of: [(finished, entry.planner)]) }
        keep(finished)
        report(.fileFinished(finished))
      }
    }
    try Task.checkCancellation()
  }

  private final class Collected: Sendable {
    private let reports = Mutex<[FileReport]>([])
    var all: [FileReport] { reports.withLock { $0 } }
    func add(_ report: FileReport) { reports.withLock { $0.append(report) } }
  }

  /// Between tries of one run, which somebody waits for. What fails for good at the end is left to the next run.
  private static let delays: [Duration] = [.seconds(1), .seconds(5)]
}
