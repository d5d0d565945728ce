internal import Library
internal import Media
internal import Pipeline
internal import Subtitles
internal import Synchronization
internal import SystemPackage
internal import Timeline
internal import Transcript

/// A run for people, on standard error: a line a file, and on a terminal a line of progress below them.
final class HumanReporter: RunReporter {
  private struct Activity {
    var item: MediaItem
    var stage: Stage
    var mediaDuration: MediaTime?
    var fraction = 0.0
    var start = ContinuousClock.now
  }

  private struct State {
    var files = 0
    var finished = 0
    /// The stages under way, the latest last.
    var activities: [Activity] = []
  }

  private let terminal: Terminal
  private let status: StatusLine
  private let isQuiet: Bool
  private let state = Mutex(State())

  init(terminal: Terminal, isQuiet: Bool) {
    self.terminal = terminal
    self.isQuiet = isQuiet
    status = StatusLine(terminal: terminal, isShown: terminal.isInteractive && !isQuiet)
  }

  func handle(_ event: RunEvent) {
    switch event {
    case .watching(let folders): if !isQuiet { say("watching \(folders.map(\.display).joined(separator: ", "))\n") }
    case .started(let files): state.withLock { $0.files = files }
    case .fileStarted: break
    case .passedBy(let folder): if !isQuiet { say("\(folder.display): passed by, \(PlanText.skipReason)\n") }
    case .problem(let error): say("surtitle: \(error)\n")
    case .fileRetried(let report, let delay):
      state.withLock { state in state.activities.removeAll { $0.item == report.item } }
      let error = report.error ?? "it failed"
      say(
        "\(terminal.coloured("retrying", .yellow))    \(report.item.shown.display): \(error); again in \(delay.clock)\n"
      )
    case .stageStarted(let item, let stage, let duration):
      state.withLock { state in
        state.activities.removeAll { $0.item == item }
        state.activities.append(Activity(item: item, stage: stage, mediaDuration: duration))
      }
      status.show(progressLine)
    case .progress(let item, let stage, let fraction):
      state.withLock { state in
        guard let index = state.activities.firstIndex(where: { $0.item == item && $0.stage == stage }) else { return }
        state.activities[index].fraction = fraction
      }
      status.show(progressLine)
    case .fileFinished(let report):
      state.withLock { state in
        state.finished += 1
        state.activities.removeAll { $0.item == report.item }
      }
      let text = lines(for: report)
      if !text.isEmpty { say(text) }
    case .finished(let summary):
      status.clear()
      if !isQuiet, summary.files > 0 { StandardError.write(conclusion(of: summary)) }
    }
  }

  private func say(_ text: String) {
    status.clear()
    StandardError.write(text)
  }

  /// `[3/14] Film.mkv  recognise ██████░░░░░░  43 %  12.4× real time  3:20 left`
  private var progressLine: String {
    let (files, finished, activity) = state.withLock { state in
      // The recogniser is what takes time: it is shown where one is at work.
      (state.files, state.finished, state.activities.first { $0.stage == .recognise } ?? state.activities.last)
    }
    guard let activity else { return "" }
    let filled = Int((activity.fraction * 20).rounded(.down))
    var parts = [
      "[\(min(finished + 1, files))/\(files)] \(FilePath(bytes: activity.item.name).display.shortened(to: 30))",
      "\(activity.stage.name) " + String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled),
      "\(Int(activity.fraction * 100)) %",
    ]
    let elapsed = ContinuousClock.now - activity.start
    if activity.fraction > 0, elapsed > .seconds(1) {
      if let duration = activity.mediaDuration {
        parts.append("\(rate(duration.seconds * activity.fraction, in: elapsed)) real time")
      }
      parts.append("\(Duration.seconds(elapsed.seconds * (1 - activity.fraction) / activity.fraction).clock) left")
    }
    return parts.joined(separator: "  ")
  }

  private func lines(for report: FileReport) -> String {
    let name = report.item.shown.display
    var text = ""
    switch report.status {
    case .failed:
      let written = report.outputs.count { $0.status == .written }
      let rest = written == 0 ? "" : "; \(written == 1 ? "1 file" : "\(written) files") written all the same"
      let error = report.error ?? "for a reason that is not known"
      return "\(terminal.coloured("failed", .red))      \(name): \(error)\(rest)\n"
    case .upToDate:
      if !isQuiet { text = "\(terminal.coloured("up to date", .faint))  \(name)\n" }
    case .skipped:
      if !isQuiet {
        text = "\(terminal.coloured("skipped", .faint))     \(name): \(report.reason ?? "by a rule")\n"
      }
    case .done:
      if !isQuiet { text = "\(terminal.coloured("done", .green))        \(name)\(details(of: report))\n" }
    }
    for warning in report.warnings where !isQuiet {
      text += "            \(terminal.coloured("warning", .yellow)): \(warning)\n"
    }
    for output in report.outputs where output.status == .skipped && !isQuiet {
      text +=
        "            kept \(FilePath(bytes: output.path.nameBytes).display): it \(output.reason ?? "is not ours")\n"
    }
    return text
  }

  /// `: en, sound of stream 1 (en, marked as default), 42:10 in 3:20 (12.7× real time), 5 files written`
  private func details(of report: FileReport) -> String {
    var parts: [String] = []
    if report.details.hasSpeech == false {
      parts.append("no speech was found")
    } else if let language = report.details.language {
      parts.append(language.code)
    }
    if let track = report.details.track, track.reason != .onlyTrack { parts.append(text(of: track)) }
    if report.isRecognised, report.details.hasSpeech == true, let duration = report.details.mediaDuration,
      let time = report.recognitionTime
    {
      let length = Duration.seconds(duration.seconds)
      parts.append("\(length.clock) in \(time.clock) (\(rate(duration.seconds, in: time)) real time)")
    } else if !report.isRecognised {
      parts.append("nothing recognised again")
    }
    if let missing = report.details.speechWithoutText, missing.seconds >= 1 {
      parts.append("\(Duration.seconds(missing.seconds).clock) of speech without text")
    }
    if let verdict = report.details.subtitles, report.outputs.contains(where: { $0.status == .written }) {
      if verdict.avoidableCount > 0 {
        parts.append("\(verdict.avoidableCount) violations of the style \(verdict.style)")
      }
      let fast = verdict.unavoidable.filter { ["reading-speed", "word-rate"].contains($0.key) }.values.reduce(0, +)
      if fast > 0 { parts.append("\(fast) of \(verdict.cues) cues spoken faster than can be read") }
    }
    if let former = report.formerPath { parts.append("results came along from \(former.display)") }
    let written = report.outputs.count { $0.status == .written }
    if written > 0 { parts.append("\(Counted.files(written)) written") }
    return ": " + parts.joined(separator: ", ")
  }

  /// `sound of stream 2 (de, marked as default)`
  private func text(of track: AudioTrackChoice) -> String {
    let why =
      switch track.reason {
      case .onlyTrack: "the only one"
      case .requestedLanguage: "the language asked for"
      case .defaultDisposition: "marked as default"
      case .mainMix: "no commentary or mix for the impaired"
      case .mostChannels: "most channels"
      case .firstTrack: "the first"
      }
    return "sound of stream \(track.stream.index) (\(track.stream.language), \(why))"
  }

  private func conclusion(of summary: RunSummary) -> String {
    if summary.isInterrupted {
      return "interrupted after \(summary.reports.count) of \(Counted.files(summary.files)); run again to go on\n"
    }
    if summary.count(.upToDate) == summary.files {
      return "\(Counted.files(summary.files)): all up to date, nothing to do\n"
    }
    let counts = [
      (summary.count(.done), "done"), (summary.count(.upToDate), "up to date"),
      (summary.count(.skipped), "left alone"), (summary.count(.failed), "failed"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "\(Counted.files(summary.files)): \(counts.joined(separator: ", ")), in \(summary.elapsed.clock)\n"
  }

  private func rate(_ seconds: Double, in time: Duration) -> String {
    let factor = seconds / max(time.seconds, 0.001)
    let tenths = Int((min(factor, 1e6) * 10).rounded())
    return factor < 100 ? "\(tenths / 10).\(tenths % 10)×" : "\(tenths / 10)×"
  }
}
