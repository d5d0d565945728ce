internal import Library
internal import Logging
internal import Pipeline

/// A run in the log, for services: what is not logged where it happens.
struct LogReporter: RunReporter {
  let logger: Logger

  func handle(_ event: RunEvent) {
    switch event {
    case .watching(let folders):
      logger.notice("Watching", metadata: ["folders": "\(folders.map(\.display).joined(separator: ", "))"])
    case .started(let files): logger.info("Run started", metadata: ["files": "\(files)"])
    case .passedBy(let folder): logger.info("Folder passed by", metadata: ["folder": "\(folder.display)"])
    case .problem(let error): logger.warning("Folder cannot be read", metadata: ["error": "\(error)"])
    case .fileRetried(let report, let delay):
      logger.warning(
        "File is tried again",
        metadata: [
          "media": "\(report.item.path.display)", "error": "\(report.error ?? "it failed")",
          "seconds": "\(delay.seconds)",
        ])
    case .fileFinished(let report) where report.status == .failed:
      logger.warning(
        "File failed",
        metadata: [
          "media": "\(report.item.path.display)", "error": "\(report.error ?? "for a reason that is not known")",
          "seconds": "\(report.elapsed.seconds)",
        ])
    case .finished(let summary):
      logger.info(
        "Run finished",
        metadata: [
          "files": "\(summary.files)", "done": "\(summary.count(.done))", "failed": "\(summary.count(.failed))",
          "skipped": "\(summary.count(.skipped))", "upToDate": "\(summary.count(.upToDate))",
          "recognised": "\(summary.recognised)", "interrupted": "\(summary.isInterrupted)",
          "elapsed": "\(summary.elapsed.seconds)",
        ])
    // What is worked on logs for itself.
    case .fileStarted, .stageStarted, .progress, .fileFinished: break
    }
  }
}
