internal import ArgumentParser
internal import Foundation
internal import Library
internal import Media
internal import MediaIO
internal import Pipeline
internal import Subtitles
internal import SystemPackage
internal import TextEncoding
internal import Timeline

/// Where the spans come from that are bleeped.
struct BleepSpanSource {
  /// As the command line has them.
  var at: [String]
  var file: FilePath?

  /// All spans that were asked for.
  func spans(of info: MediaInfo, _ session: Session) throws -> [TimeRange] {
    try at.compactMap(Self.span) + (file.map { try Self.spans(in: $0, of: info, session) } ?? [])
  }

  /// `62.5-63.2`; nil where it is none.
  static func span(_ text: String) -> TimeRange? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let start = EditDecisionList.time(parts[0]), let end = EditDecisionList.time(parts[1]),
      start < end
    else { return nil }
    return TimeRange(start: start, end: end)
  }

  /// Bytes; a list of a million spans has less.
  private static let most: Int64 = 64 << 20

  /// Subtitles by what they say of their times, all else as lines of a start and an end.
  private static func spans(in path: FilePath, of info: MediaInfo, _ session: Session) throws -> [TimeRange] {
    let status = try FileStatus(of: path)
    guard status.kind == .file else { throw LibraryError(.wrongKind, path, "this is no file") }
    guard status.identity.size <= Self.most else {
      throw ValidationError("\(path.display) has \(status.identity.size / 1_000_000) MB, too much for a list of spans")
    }
    let reading = try ReadingOptions.parse([])
    let isSubtitles =
      !["edl", "txt"].contains(path.extension?.lowercased()) && (try? session.subtitleFormat(of: path, reading)) != nil
    let text = isSubtitles ? "" : DecodedText(try Data(readingFile: path)).text
    guard !isSubtitles, !text.contains("-->") else {
      return try session.subtitles(at: path, reading).cues.map(\.range)
    }
    do throws(EditDecisionList.Fault) {
      let list = try EditDecisionList(text, frameRate: info.frameRate)
      if list.otherCount > 0 {
        let lines = list.otherCount == 1 ? "1 line is" : "\(list.otherCount) lines are"
        StandardError.write("surtitle: \(path.display): \(lines) about other things than muting, and passed over\n")
      }
      return list.muted
    } catch {
      throw ValidationError("\(path.display), \(error)")
    }
  }
}
