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
    try at.map { try Self.knownSpan($0, of: info) } + (file.map { try Self.spans(in: $0, of: info, session) } ?? [])
  }

  /// `62.5-63.2`, `00:01:02:12-00:01:03:05`; nil where it is none.
  static func span(_ text: String, frameRate: Rational?) -> TimeRange? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let start = EditDecisionList.time(parts[0], frameRate: frameRate),
      let end = EditDecisionList.time(parts[1], frameRate: frameRate), start < end
    else { return nil }
    return TimeRange(start: start, end: end)
  }

  private static func knownSpan(_ text: String, of info: MediaInfo) throws -> TimeRange {
    guard let span = span(text, frameRate: info.frameRate) else {
      throw ValidationError("--at \(text) counts frames, and the file has no pictures, or fewer a second")
    }
    return span
  }

  /// Bytes; a list of a million spans has less.
  private static let most: Int64 = 64 << 20

  /// Subtitles by what they say of their times, all else as lines of a start and an end. A line of times that cannot be
  /// read is a fault: what it says to bleep would be heard.
  private static func spans(in path: FilePath, of info: MediaInfo, _ session: Session) throws -> [TimeRange] {
    let status = try FileStatus(of: path)
    guard status.kind == .file else { throw LibraryError(.wrongKind, path, "this is no file") }
    guard status.identity.size <= Self.most else {
      throw ValidationError("\(path.display) has \(status.identity.size / 1_000_000) MB, too much for a list of spans")
    }
    let reading = try ReadingOptions.parse([])
    let suffix = path.extension?.lowercased() ?? ""
    let isSubtitles =
      !["edl", "txt", "srt", "vtt"].contains(suffix) && (try? session.subtitleFormat(of: path, reading)) != nil
    if isSubtitles {
      let document = try session.subtitles(at: path, reading)
      session.tell(document.remarks, on: path)
      return document.cues.map(\.range)
    }
    let text = DecodedText(try Data(readingFile: path)).text
    do throws(EditDecisionList.Fault) {
      if ["srt", "vtt"].contains(suffix) || text.contains("-->") { return try CueTimes.ranges(in: text) }
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
