internal import Foundation
package import Library
package import Media
package import Subtitles
package import SystemPackage
package import Timeline
package import Transcript

/// What happens during a run, for whoever shows it.
package enum RunEvent: Sendable {
  /// Folders are watched from now on.
  case watching([FilePath])
  /// After the search; what is settled is among the files, and has been reported.
  case started(files: Int)
  /// A folder that is left out for the marker in it.
  case passedBy(FilePath)
  /// A folder that could not be read.
  case problem(LibraryError)
  case fileStarted(MediaItem)
  /// `mediaDuration` is the length of the sound that the stage works on, where it is known.
  case stageStarted(MediaItem, stage: Stage, mediaDuration: MediaTime?)
  /// 0…1.
  case progress(MediaItem, stage: Stage, fraction: Double)
  /// It failed, and is tried again after some time.
  case fileRetried(FileReport, delay: Duration)
  case fileFinished(FileReport)
  case finished(RunSummary)
}

/// What became of one file.
package struct FileReport: Sendable {
  package enum Status: String, Sendable, CaseIterable {
    /// Something was made.
    case done
    /// All was current.
    case upToDate = "up-to-date"
    /// Left alone by a rule.
    case skipped
    case failed
  }

  /// What became of one result file.
  package struct Output: Hashable, Sendable {
    package enum Status: String, Sendable { case written, fresh, skipped, failed }
    package var stage: Stage
    package var path: FilePath
    package var status: Status
    /// Why it was skipped, or failed.
    package var reason: String?

    init(_ stage: Stage, path: FilePath, status: Status, reason: String? = nil) {
      (self.stage, self.path, self.status, self.reason) = (stage, path, status, reason)
    }

    /// What became of `output` once its decision is carried out.
    init(_ output: Planner.Output) {
      stage = output.stage
      path = output.path
      switch output.decision {
      case .fresh: status = .fresh
      case .stale: status = .written
      case .skipped(let reason):
        status = .skipped
        self.reason = reason
      }
    }
  }

  /// What is told of a file that was heard, in this run or before.
  package struct Details: Sendable, Codable {
    /// The audio track that was listened to, and why that one.
    package var track: AudioTrackChoice?
    package var damage: [AudioDamage] = []
    package var language: LanguageTag?
    package var hasSpeech: Bool?
    package var mediaDuration: MediaTime?
    /// Where speech was detected, and how much of that has no text.
    package var speech: MediaTime?
    package var speechWithoutText: MediaTime?
    /// How far subtitles that were written keep to their style.
    package var subtitles: SubtitleVerdict?
    /// The stages of the results, in the order of their files, and what became of them.
    var outputs: [Output] = []

    struct Output: Sendable, Codable {
      var stage: String
      var reason: String?
    }
  }

  package var item: MediaItem
  package var status: Status
  package var outputs: [Output] = []
  package var details = Details()
  /// Whether the sound was decoded in this run.
  package var isHeard = false
  /// What failed: a stage that the rest does not need, or all of it.
  package var failures: [String] = []
  var failureKind: FailureKind?
  /// The rule by which it was left alone, and what it saw.
  package var rule: String?
  package var reason: String?
  /// Where the media was before: its results came along.
  package var formerPath: FilePath?
  /// Whether the speech was recognised in this run and not taken from the store.
  package var isRecognised = false
  /// Since the file was taken up.
  package var elapsed: Duration = .zero
  /// In the recogniser alone.
  package var recognitionTime: Duration?

  init(_ item: MediaItem, status: Status = .upToDate) {
    self.item = item
    self.status = status
  }

  /// What a verdict says of a file that was not looked into.
  init(_ file: ScannedFile, _ verdict: Verdict) {
    item = file.item
    status = verdict.status == .skipped ? .skipped : .upToDate
    (rule, reason) = (verdict.rule, verdict.reason)
    details = verdict.details.flatMap { try? JSONDecoder().decode(Details.self, from: $0) } ?? Details()
    outputs = zip(details.outputs, verdict.evidence).map { output, file in
      Output(
        .output(output.stage), path: file.path, status: output.reason == nil ? .fresh : .skipped,
        reason: output.reason)
    }
  }

  /// Whether sound is missing because the file is damaged.
  package var isDamaged: Bool { !details.damage.isEmpty }
  package var warnings: [String] {
    details.damage.map { "\($0)\(isHeard ? "" : " (seen in an earlier run)")" }
  }

  /// Why it failed.
  package var error: String? { failures.isEmpty ? nil : failures.joined(separator: "; ") }
}

/// What became of all files.
package struct RunSummary: Sendable {
  package var reports: [FileReport] = []
  /// Files that were found; more than there are reports when the run was interrupted.
  package var files: Int
  package var elapsed: Duration = .zero
  package var isInterrupted = false

  package func count(_ status: FileReport.Status) -> Int { reports.count { $0.status == status } }
  package var recognised: Int { reports.count(where: \.isRecognised) }
  package var skippedOutputs: Int { reports.reduce(0) { $0 + $1.outputs.count { $0.status == .skipped } } }
}
