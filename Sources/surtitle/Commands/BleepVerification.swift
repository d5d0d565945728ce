internal import Foundation
internal import Library
internal import Logging
internal import Media
internal import MediaIO
internal import Moderation
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import SystemPackage
internal import Timeline

/// Listens to a copy with the recogniser and the annotators of the run that found what is bleeped.
struct BleepVerification {
  /// How often a copy is made anew, at most.
  static let rounds = 3
  /// What spans that did not help grow by at both ends, besides their padding.
  private static let growth = MediaTime(milliseconds: 150)

  let findings: BleepFindings
  let session: Session
  let logger: Logger

  /// The one that is listened to, by its number in the source.
  var track: Int { findings.file.input.track.stream.index }

  /// Where words are heard in `copy` that were to be bleeped. To be called while plug-ins are served.
  func heard(in copy: FilePath, _ status: StatusLine, round: Int) async throws -> [TimeRange] {
    var profile = findings.file.profile
    // What reports hide is heard all the same.
    profile.reports = .everything
    let transcription = Transcription(
      profile: profile, source: FFmpegAudioSource(), embedder: SentenceEmbedder(),
      modelDirectory: session.modelDirectory, logger: logger)
    let work = try WorkDirectory(in: FilePath(NSTemporaryDirectory()))
    defer { work.remove() }
    return try await Interruption.cancelling {
      let input = try await transcription.run(copy, in: work.path) { stage, fraction in
        status.show("listening to copy \(round): \(stage.name) \(Int(fraction * 100)) %")
      }
      status.clear()
      return findings.wanted(of: input.annotations.findings).map(\.range)
    }
  }

  /// What is bleeped instead where `heard` was heard though `bleeped` was bleeped: a recogniser knows words by what is left
  /// of them, and by those beside them.
  static func grown(_ heard: [TimeRange], _ bleeped: [TimeRange]) -> [TimeRange] {
    heard.map { range in
      let around = bleeped.filter { $0.overlaps(range) }
      return TimeRange(
        start: min(range.start, around.map(\.start).min() ?? range.start) - growth,
        end: max(range.end, around.map(\.end).max() ?? range.end) + growth)
    }
  }
}
