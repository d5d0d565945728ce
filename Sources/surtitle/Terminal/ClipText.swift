internal import Library
internal import MediaIO
internal import Pipeline
internal import PluginHost
internal import SystemPackage
internal import Timeline

/// What was cut, in words and for programs.
struct ClipText {
  private let report: ClipReport
  private let isExact: Bool

  /// - Parameter isExact: whether pictures were coded anew.
  init(_ report: ClipReport, isExact: Bool) {
    (self.report, self.isExact) = (report, isExact)
  }

  /// What somebody should know who does not read on.
  var warnings: [String] {
    report.leftOut.map { "stream \($0.stream) is left out: \($0.reason)" } + report.warnings
  }

  func lines(_ target: FilePath, elapsed: Duration) -> [String] {
    let parts = report.parts.count == 1 ? "1 part" : "\(report.parts.count) parts"
    return ["\(target.display): made in \(elapsed.clock); \(parts), \(report.duration)"] + report.parts.map(line)
  }

  private func line(_ part: ClipReport.Part) -> String {
    let early = part.asked.start - part.range.start
    let text = "  \(part.place): \(part.range.start) to \(part.range.end)"
    if isExact { return "\(text), pictures coded anew" }
    // Less than a packet of sound is no matter.
    guard early > MediaTime(milliseconds: 50) else { return text }
    return "\(text), which begins \(early) early, at a key frame; --exact begins at \(part.asked.start)"
  }

  /// For programs; times are seconds.
  func document(of source: FilePath, target: FilePath) -> JSONValue {
    var members = JSONText.path(source)
    members["output"] = .object(JSONText.path(target))
    members["exact"] = .bool(isExact)
    members["duration"] = Self.seconds(report.duration)
    members["packets"] = .integer(Int64(report.packetCount))
    members["warnings"] = .array(warnings.map(JSONValue.string))
    members["parts"] = .array(
      report.parts.map { part in
        .object([
          "from": Self.seconds(part.asked.start), "to": Self.seconds(part.asked.end),
          "start": Self.seconds(part.range.start), "end": Self.seconds(part.range.end),
          "place": Self.seconds(part.place),
        ])
      })
    return .object(members)
  }

  private static func seconds(_ time: MediaTime) -> JSONValue {
    .number((time.seconds * 1_000_000).rounded() / 1_000_000)
  }
}
