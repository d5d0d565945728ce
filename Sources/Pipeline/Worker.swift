internal import Library
internal import Logging
internal import PluginHost
internal import SystemPackage

/// Works on one file at a time and keeps account of it.
struct Worker: Sendable {
  let journal: JobJournal
  private let modelDirectory: FilePath
  private let logger: Logger
  private let gate = Gate()
  private let report: @Sendable (RunEvent) -> Void

  init(
    planners: Planners, modelDirectory: FilePath, logger: Logger, report: @escaping @Sendable (RunEvent) -> Void
  ) {
    self.modelDirectory = modelDirectory
    self.logger = logger
    self.report = report
    journal = JobJournal(planners.workspace)
  }

  /// Leaves the messages about files that need no work, or that failed for good.
  func tell(of reports: [(FileReport, Planner)]) throws {
    try journal.catalogue.record(reports.flatMap { notices(of: $0, $1) })
  }

  private func notices(of report: FileReport, _ planner: Planner) -> [Notice] {
    planner.profile.notify.notices(of: report, profile: planner.profile.name)
  }

  /// What became of the file; with it, where another try may help, what to try.
  ///
  /// - Parameter queue: that `entry` came from.
  /// - Throws: what fails every file, and `CancellationError`.
  func work(on entry: JobQueue.Entry, of queue: JobQueue) async throws -> (FileReport, again: JobQueue.Entry?) {
    try journal.catalogue.ensureIntact()
    let candidate = entry.candidate
    if let obstacle = try journal.obstacle(to: candidate), entry.planner.options.forced.isEmpty {
      var aside = FileReport(candidate.item, status: .failed)
      aside.failures = [
        "set aside after \(obstacle.attempts) tries: \(obstacle.error ?? "it failed"); “surtitle retry” tries again"
      ]
      return (aside, nil)
    }
    try journal.begin(candidate)
    let observer = JobObserver(candidate.item, journal)
    let runner = FileRunner(
      candidate, planner: entry.planner, modelDirectory: modelDirectory, gate: gate,
      turn: FileRunner.Turn(
        wait: {
          try journal.release(candidate)
          await queue.waits(entry)
        }, resume: { try journal.begin(candidate) }),
      logger: logger
    ) { event in
      observer.observe(event)
      report(event)
    }
    let result: FileReport
    do {
      result = try await runner.run()
    } catch {
      // Stopped, not failed.
      try? journal.release(candidate)
      throw error
    }
    guard let error = result.error else {
      try journal.finish(candidate, leaving: notices(of: result, entry.planner))
      return (result, nil)
    }
    let kind = result.failureKind ?? .lasting
    guard kind != .vanished else {
      try journal.finish(candidate)
      return (result, nil)
    }
    let delay = kind == .lasting ? nil : FailureKind.delay(after: entry.tries + 1)
    try journal.fail(candidate, stage: observer.stage, error: error, counts: kind == .passing, due: delay)
    guard kind != .lasting else { return (result, nil) }
    var again = entry
    again.tries += 1
    // It failed with a word: the end of the program was not its doing.
    again.isolation = .none
    return (result, again)
  }
}
