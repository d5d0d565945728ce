package import Library
package import Logging
internal import PluginHost
internal import PluginKit
package import SystemPackage

/// Makes what is stale, file by file. A file that fails fails alone.
package struct Runner: Sendable {
  private let planner: Planner
  private let source: any AudioSource
  private let modelDirectory: FilePath
  private let logger: Logger
  private let report: @Sendable (RunEvent) -> Void

  /// `report` is called from several tasks.
  package init(
    planner: Planner, source: any AudioSource, modelDirectory: FilePath, logger: Logger,
    report: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) {
    self.planner = planner
    self.source = source
    self.modelDirectory = modelDirectory
    self.logger = logger
    self.report = report
  }

  /// Processes `items`. When the task is cancelled the summary says so and holds what was finished until then.
  ///
  /// - Throws: `MissingModelError` and `EnvironmentError`, which no other file could escape either.
  package func run(_ items: [MediaItem]) async throws -> RunSummary {
    let clock = ContinuousClock()
    let start = clock.now
    report(.started(files: items.count))
    for folder in Set(items.map(planner.naming.folder)) { AtomicFile.removeLeftovers(in: folder) }
    let bases = planner.bases(for: items)
    let gate = Gate()
    var summary = RunSummary(files: items.count)
    do {
      try await withThrowingTaskGroup(of: FileReport.self) { group in
        var remaining = items.makeIterator()
        func startNext() {
          guard !Task.isCancelled, let item = remaining.next() else { return }
          let runner = FileRunner(
            item: item, base: bases[item] ?? MediaName.base(of: item.name), planner: planner, source: source,
            modelDirectory: modelDirectory, gate: gate, logger: logger, report: report)
          group.addTask { try await runner.run() }
        }
        for _ in 0..<max(1, planner.options.jobs) { startNext() }
        while let finished = try await group.next() {
          summary.reports.append(finished)
          report(.fileFinished(finished))
          startNext()
        }
      }
    } catch is CancellationError {
      summary.isInterrupted = true
    }
    if Task.isCancelled { summary.isInterrupted = summary.reports.count < items.count }
    let order = Dictionary(items.enumerated().map { ($1, $0) }) { first, _ in first }
    summary.reports.sort { order[$0.item, default: 0] < order[$1.item, default: 0] }
    summary.elapsed = clock.now - start
    report(.finished(summary))
    return summary
  }
}
