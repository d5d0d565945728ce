internal import Library
internal import Media
internal import Pipeline
internal import PluginHost
internal import Synchronization
internal import SystemPackage
internal import Timeline
internal import Transcript

/// A run as JSON lines on standard output, for programs.
final class JSONReporter: RunReporter {
  /// Programs want to see movement, not every step: a line for each whole percent of a stage.
  private let percents = Mutex<[String: Int]>([:])

  func handle(_ event: RunEvent) {
    switch event {
    case .fileFinished(let report), .fileRetried(let report, _):
      percents.withLock { $0 = $0.filter { !$0.key.hasSuffix(" \(report.item.path)") } }
    default: break
    }
    guard let text = text(of: event) else { return }
    // A program that stopped reading does not stop the work.
    try? StandardOutput.write(text)
  }

  /// One line.
  static func line(_ event: String, _ members: [String: JSONValue]) -> String {
    JSONValue.object(members.merging(["event": .string(event)]) { $1 }).line
  }

  private func text(of event: RunEvent) -> String? {
    switch event {
    case .watching(let folders):
      return Self.line("watching", ["folders": .array(folders.map { .object(JSONText.path($0)) })])
    case .started(let files):
      return Self.line("started", ["files": .integer(Int64(files))])
    case .passedBy(let folder):
      var members = JSONText.path(folder)
      members["reason"] = .string(PlanText.skipReason)
      return Self.line("folder-passed-by", members)
    case .problem(let error):
      var members = JSONText.path(error.path)
      members["error"] = .string(error.message)
      return Self.line("problem", members)
    case .fileRetried(let report, let delay):
      var members = JSONText.path(report.item.path)
      if let error = report.error { members["error"] = .string(error) }
      members["againInSeconds"] = .number(delay.seconds)
      return Self.line("file-retried", members)
    case .fileStarted(let item):
      return Self.line("file-started", JSONText.path(item.path))
    case .stageStarted(let item, let stage, let duration):
      var members = JSONText.path(item.path)
      members["stage"] = .string(stage.name)
      if let duration { members["mediaSeconds"] = .number(duration.seconds) }
      return Self.line("stage-started", members)
    case .progress(let item, let stage, let fraction):
      let percent = Int(fraction * 100)
      let isNews = percents.withLock { known in
        let key = "\(stage.name) \(item.path)"
        defer { known[key] = percent }
        return known[key] != percent
      }
      guard isNews else { return nil }
      var members = JSONText.path(item.path)
      members["stage"] = .string(stage.name)
      members["percent"] = .integer(Int64(percent))
      return Self.line("progress", members)
    case .fileFinished(let report):
      return Self.line("file-finished", report.members)
    case .finished(let summary):
      return Self.line(
        "finished",
        [
          "files": .integer(Int64(summary.files)), "done": .integer(Int64(summary.count(.done))),
          "upToDate": .integer(Int64(summary.count(.upToDate))),
          "skipped": .integer(Int64(summary.count(.skipped))), "failed": .integer(Int64(summary.count(.failed))),
          "recognised": .integer(Int64(summary.recognised)), "skippedOutputs": .integer(Int64(summary.skippedOutputs)),
          "interrupted": .bool(summary.isInterrupted), "seconds": .number(summary.elapsed.seconds),
        ])
    }
  }
}
