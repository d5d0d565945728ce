package import Library
package import Media
package import SystemPackage
package import Timeline
package import Transcript

/// What happens during a run, for whoever shows it.
package enum RunEvent: Sendable {
  case started(files: Int)
  case fileStarted(MediaItem)
  /// `mediaDuration` is the length of the sound that the stage works on, where it is known.
  case stageStarted(MediaItem, stage: Stage, mediaDuration: MediaTime?)
  /// 0…1.
  case progress(MediaItem, stage: Stage, fraction: Double)
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
    case failed
  }

  /// What became of one result file.
  package struct Output: Hashable, Sendable {
    package enum Status: String, Sendable { case written, fresh, skipped, failed }
    package var path: FilePath
    package var status: Status
    /// Why it was skipped, or failed.
    package var reason: String?

    init(path: FilePath, status: Status, reason: String? = nil) {
      (self.path, self.status, self.reason) = (path, status, reason)
    }

    /// What became of `output` once its decision is carried out.
    init(_ output: Planner.Output) {
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

  package var item: MediaItem
  package var status: Status
  package var outputs: [Output] = []
  package var warnings: [String] = []
  /// The audio track that was listened to, in this run or before, and why that one.
  package var track: AudioTrackChoice?
  /// Whether sound is missing because the file is damaged.
  package var isDamaged = false
  /// Whether the sound was decoded in this run.
  package var isHeard = false
  /// What failed: a stage that the rest does not need, or all of it.
  package var failures: [String] = []
  /// Whether the speech was recognised in this run and not taken from the store.
  package var isRecognised = false
  package var language: LanguageTag?
  package var hasSpeech: Bool?
  package var mediaDuration: MediaTime?
  /// Where speech was detected, and how much of that has no text.
  package var speech: (detected: MediaTime, withoutText: MediaTime)?
  /// Since the file was taken up.
  package var elapsed: Duration = .zero
  /// In the recogniser alone.
  package var recognitionTime: Duration?

  init(_ item: MediaItem, status: Status = .upToDate) {
    self.item = item
    self.status = status
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
