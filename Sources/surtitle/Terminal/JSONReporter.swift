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
    guard let text = text(of: event) else { return }
    // A program that stopped reading does not stop the work.
    try? StandardOutput.write(text)
  }

  /// One line.
  static func line(_ event: String, _ members: [String: JSONValue]) -> String {
    JSONValue.object(members.merging(["event": .string(event)]) { $1 }).canonical + "\n"
  }

  private func text(of event: RunEvent) -> String? {
    switch event {
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
      return Self.line("file-finished", members(of: report))
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

  private func members(of report: FileReport) -> [String: JSONValue] {
    var members = JSONText.path(report.item.path)
    members["status"] = .string(report.status.rawValue)
    members["recognised"] = .bool(report.isRecognised)
    members["seconds"] = .number(report.elapsed.seconds)
    members["damaged"] = .bool(report.isDamaged)
    members["warnings"] = .array(report.warnings.map { .string($0) })
    members["outputs"] = .array(
      report.outputs.map { output in
        var entry = JSONText.path(output.path)
        entry["status"] = .string(output.status.rawValue)
        if let reason = output.reason { entry["reason"] = .string(reason) }
        return .object(entry)
      })
    if let track = report.details.track {
      members["track"] = .object([
        "index": .integer(Int64(track.stream.index)), "language": .string(track.stream.language.code),
        "reason": .string(track.reason.rawValue),
      ])
    }
    if let error = report.error { members["error"] = .string(error) }
    if let rule = report.rule { members["rule"] = .string(rule) }
    if let reason = report.reason { members["reason"] = .string(reason) }
    if let former = report.formerPath { members.merge(JSONText.path(former, key: "formerPath")) { $1 } }
    if let language = report.details.language { members["language"] = .string(language.code) }
    if let hasSpeech = report.details.hasSpeech { members["speech"] = .bool(hasSpeech) }
    if let speech = report.details.speech { members["speechSeconds"] = .number(speech.seconds) }
    if let missing = report.details.speechWithoutText {
      members["speechWithoutTextSeconds"] = .number(missing.seconds)
    }
    if let duration = report.details.mediaDuration { members["mediaSeconds"] = .number(duration.seconds) }
    return members
  }
}
