internal import Library
internal import Media
internal import MediaIO
internal import Pipeline
internal import PluginHost
internal import SystemPackage
internal import Timeline

/// What was bleeped, in words and for programs.
struct BleepText {
  private let report: BleepReport
  private let isTrial: Bool
  /// Where words are heard in the copy that were to be bleeped; nil where nobody listened.
  private let heard: [TimeRange]?
  /// The track that was listened to.
  private let track: Int?
  /// What was asked for, where more may have been bleeped.
  private let asked: MediaTime?

  init(_ report: BleepReport, isTrial: Bool, heard: [TimeRange]? = nil, track: Int? = nil, asked: MediaTime? = nil) {
    self.report = report
    self.isTrial = isTrial
    self.heard = heard
    self.track = track
    self.asked = asked
  }

  /// Whether words are heard in the copy that were to be bleeped.
  var isHeard: Bool { heard?.isEmpty == false }

  /// What somebody should know who does not read on.
  var warnings: [String] {
    var warnings = report.leftOut.map { "stream \($0.stream) is left out: \($0.reason)" } + report.warnings
    let texts = Set(report.textTracks).subtracting(report.leftOut.map(\.stream)).sorted()
    if !texts.isEmpty {
      let tracks = texts.map(String.init).joined(separator: ", ")
      warnings.append(
        "\(texts.count == 1 ? "stream \(tracks) is text, which is" : "streams \(tracks) are text, which is") copied as it "
          + "is and may say what is bleeped; --leave-out-text leaves it out")
    }
    if !report.ignored.isEmpty {
      let count = report.ignored.count
      warnings.append(
        "\(count == 1 ? "1 span lies" : "\(count) spans lie") outside of the sound: "
          + Self.list(report.ignored))
    }
    if let heard, !heard.isEmpty {
      warnings.append(
        "\(heard.count == 1 ? "1 word is" : "\(heard.count) words are") still recognised in the copy: "
          + Self.list(heard)
          + "; listen to it")
    }
    return warnings
  }

  private static func list(_ spans: [TimeRange]) -> String {
    spans.prefix(3).map { "\($0.start)-\($0.end)" }.joined(separator: ", ") + (spans.count > 3 ? " …" : "")
  }

  func lines(_ target: FilePath, elapsed: Duration) -> [String] {
    let head = isTrial ? "nothing is written" : "\(target.display): made in \(elapsed.clock)"
    guard !report.spans.isEmpty else { return ["\(head); there was nothing to bleep, the copy is a plain one"] }
    let length = report.spans.reduce(MediaTime.zero) { $0 + $1.duration }
    let spans = report.spans.count == 1 ? "1 span" : "\(report.spans.count) spans"
    let added = asked.map { length - $0 } ?? .zero
    let grown =
      added > MediaTime(milliseconds: 50) ? ["  \(added) more than was asked for, so that nothing is recognised"] : []
    let verdict =
      heard?.isEmpty == true ? ["  listened to\(track.map { " stream \($0)" } ?? ""): none of it is recognised"] : []
    return ["\(head); \(spans), \(length) of sound"] + report.tracks.map(line) + grown + verdict
  }

  private func line(_ track: BleepReport.Track) -> String {
    let codec = track.codec == track.codecWritten ? track.codec : "\(track.codec) → \(track.codecWritten)"
    let packets = track.packetsChanged == 1 ? "1 packet" : "\(track.packetsChanged) packets"
    let what =
      switch track.action {
      case .copied: "not bleeped"
      case .edited: isTrial ? "samples changed where they stand" : "samples changed where they stand, in \(packets)"
      case .spliced: "\(packets) around the spans coded anew"
      case .recoded: "coded anew as a whole"
      }
    return "  stream \(track.stream) (\(codec)): \(what)" + (track.remark.map { "; \($0)" } ?? "")
  }

  /// For programs; times are seconds.
  func document(of source: FilePath, target: FilePath?) -> JSONValue {
    var members = JSONText.path(source)
    if let target { members["output"] = .object(JSONText.path(target)) }
    members["spans"] = Self.spans(report.spans)
    members["ignored"] = Self.spans(report.ignored)
    if let heard { members["heard"] = Self.spans(heard) }
    if let track { members["listenedTo"] = .integer(Int64(track)) }
    members["warnings"] = .array(warnings.map(JSONValue.string))
    members["packets"] = .integer(Int64(report.packetCount))
    members["tracks"] = .array(
      report.tracks.map { track in
        var entry: [String: JSONValue] = [
          "stream": .integer(Int64(track.stream)), "action": .string(track.action.rawValue),
          "codec": .string(track.codec), "codecWritten": .string(track.codecWritten),
          "packetsChanged": .integer(Int64(track.packetsChanged)), "bleeped": Self.seconds(track.bleeped),
        ]
        if let seam = track.worstSeam { entry["worstSeam"] = .number((seam * 10).rounded() / 10) }
        if let remark = track.remark { entry["remark"] = .string(remark) }
        return .object(entry)
      })
    return .object(members)
  }

  private static func spans(_ spans: [TimeRange]) -> JSONValue {
    .array(spans.map { .object(["start": seconds($0.start), "end": seconds($0.end)]) })
  }

  private static func seconds(_ time: MediaTime) -> JSONValue {
    .number((time.seconds * 1_000_000).rounded() / 1_000_000)
  }
}
