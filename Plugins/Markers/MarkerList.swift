import Media
import Moderation
import PluginKit
import Reporting
import Timeline
import Transcript

/// A place on a timeline, and what is said there.
struct Marker: Equatable {
  /// From 0, the first frame of the media.
  var frame: Int64
  /// At least one frame.
  var length: Int64
  /// On one line, as long as the settings allow, never empty.
  var name: String
  /// All of it, on one line.
  var text: String
}

/// What gets a marker, and how it is called: the settings that all writers have.
struct MarkerSettings {
  static let places = ["segment", "speaker"]

  var at = "segment"
  var frameRate = "auto"
  var maximumLength = 200

  /// - Throws: `ConfigurationError`.
  func check() throws {
    guard Self.places.contains(at) else { throw ConfigurationError("/at", "this must be segment or speaker") }
    guard frameRate == "auto" || TimelineRate(frameRate) != nil else {
      let known = TimelineRate.all.map(\.name).joined(separator: ", ")
      throw ConfigurationError("/frameRate", "this must be auto or one of \(known)")
    }
    guard maximumLength == 0 || (10...10_000).contains(maximumLength) else {
      throw ConfigurationError("/maximumLength", "this must be 0, for no limit, or 10 to 10000 characters")
    }
  }

  func rate(of input: ExportInput) -> TimelineRate {
    TimelineRate(frameRate) ?? TimelineRate(nearestTo: input.media.frameRate)
  }
}

/// The markers of a transcript, in the order of their frames, one a frame.
struct MarkerList {
  let rate: TimelineRate
  /// Frames from the first to the end of the media, or of the last marker if that is later; at least one.
  let length: Int64
  private(set) var markers: [Marker] = []

  /// - Parameter tidy: what the format cannot hold is taken out of names and texts.
  init(_ input: ExportInput, _ settings: MarkerSettings, tidy: (String) -> String = { $0 }) {
    rate = settings.rate(of: input)
    let transcript = input.transcript
    let hasSpeakers = transcript.segments.contains { $0.speaker != nil }
    let isByTurn = settings.at == "speaker" && hasSpeakers
    // A pause of nothing: every segment is one.
    let rules = isByTurn ? ParagraphRules(pause: nil, length: nil) : ParagraphRules(pause: MediaTime(flicks: .min))
    for part in transcript.segments.paragraphs(rules) {
      guard !part.text.onOneLine.isEmpty else { continue }
      let said = tidy(part.text).onOneLine
      let speaker = tidy(part.speaker ?? "").onOneLine
      let both = said.isEmpty || speaker.isEmpty ? speaker + said : said.after(label: "\(speaker):")
      let text = both.isEmpty ? "Marker" : both
      let start = rate.frame(at: part.range.start)
      let name = text.cut(to: settings.maximumLength)
      markers.append(
        Marker(frame: start, length: max(1, rate.frame(at: part.range.end) - start), name: name, text: text))
    }
    markers = Self.oneAFrame(markers)
    let duration = max(input.media.duration ?? .zero, transcript.duration)
    length = max(1, rate.frame(at: duration), markers.map { $0.frame + $0.length }.max() ?? 0)
  }

  /// The findings of annotators instead of what was said.
  ///
  /// - Parameters:
  ///   - showsWords: whether names have the words, which may be what others should not read in passing.
  ///   - tidy: what the format cannot hold is taken out of names and texts.
  init(
    findingsIn input: ExportInput, _ settings: MarkerSettings, showsWords: Bool, tidy: (String) -> String = { $0 }
  ) {
    rate = settings.rate(of: input)
    let report = ModerationReport(input, context: 0)
    for row in report.rows {
      let facts = [row.category, row.severity?.rawValue, ReportText.score(row.score)].compactMap { $0 }
      let state = row.state == .new ? "" : "[\(row.state.rawValue)] "
      let label = tidy(ReportText.plain(state + facts.joined(separator: ", "))).onOneLine
      let words = showsWords ? tidy(ReportText.plain(row.text)).onOneLine : ""
      let text = words.isEmpty ? label : words.after(label: "\(label):")
      let start = rate.frame(at: row.range.start)
      let shown = text.isEmpty ? "Finding" : text
      markers.append(
        Marker(
          frame: start, length: max(1, rate.frame(at: row.range.end) - start),
          name: shown.cut(to: settings.maximumLength),
          text: shown))
    }
    markers = Self.oneAFrame(markers)
    length = max(1, rate.frame(at: report.media.duration), markers.map { $0.frame + $0.length }.max() ?? 0)
  }

  /// Editors keep one marker on a frame and drop the others: they become one.
  private static func oneAFrame(_ markers: [Marker]) -> [Marker] {
    var result: [Marker] = []
    for marker in markers.sorted(by: { $0.frame < $1.frame }) {
      let last = result.count - 1
      guard last >= 0, result[last].frame == marker.frame else {
        result.append(marker)
        continue
      }
      result[last].length = max(result[last].length, marker.length)
      result[last].name += " / \(marker.name)"
      result[last].text += " / \(marker.text)"
    }
    return result
  }
}

extension String {
  /// At most `limit` characters, cut between words where that costs no more than half of them, with an ellipsis. 0 for no
  /// limit.
  func cut(to limit: Int) -> String {
    guard limit > 0, let end = index(startIndex, offsetBy: limit, limitedBy: endIndex), end < endIndex else {
      return self
    }
    let head = self[..<index(before: end)]
    let half = index(startIndex, offsetBy: limit / 2)
    let space = head.lastIndex(of: " ").flatMap { $0 >= half ? $0 : nil }
    return head[..<(space ?? head.endIndex)] + "…"
  }
}
