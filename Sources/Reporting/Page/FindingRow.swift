import Foundation
import Moderation
import Timeline

/// A finding as a row of the page's table.
struct FindingRow {
  private let row: ReportRow
  private let clip: String?

  /// Rows that are shown at once: browsers take their time to lay out thousands. The script shows the others on request,
  /// and so does the page where scripts are switched off.
  static let limit = 500

  init(_ row: ReportRow, clip: String?) { (self.row, self.clip) = (row, clip) }

  var html: String {
    let kind = PageParts.kind(row.severity)
    // What the script goes by: start and end in seconds, severity, state, score, clip.
    var html = "<tr id=\"r\(row.number)\" tabindex=\"-1\" class=\"\(row.state.rawValue)\""
    html += " data-a=\"\(ReportText.seconds(row.range.start))\" data-b=\"\(ReportText.seconds(row.range.end))\""
    html += " data-s=\"\(kind)\" data-t=\"\(row.state.rawValue)\" data-p=\"\(ReportText.score(row.score))\""
    if row.number > Self.limit { html += " hidden" }
    if let clip { html += " data-clip=\"\(PageParts.link(clip))\"" }
    html += ">"
    html += "<td class=\"when\"><button type=\"button\" class=\"go\" hidden>▶<span class=\"label\"> Play "
    html += "finding \(row.number)</span></button> <span class=\"time\">\(ReportText.clock(row.range.start))</span>"
    html += "<small>\(row.startCode)</small><small>\(Self.length(row.range))</small>"
    if let clip { html += "<a class=\"clip\" href=\"\(PageParts.link(clip))\">clip</a>" }
    html += "</td><td class=\"category\">\(PageParts.text(row.category))<br>\(PageParts.badge(row.severity))</td>"
    html += "<td>\(ReportText.score(row.score))"
    if let threshold = row.threshold { html += "<small>from \(ReportText.score(threshold))</small>" }
    html += "</td><td>\(row.speaker.map { PageParts.text($0) } ?? "–")</td>" + said
    html += "<td class=\"source\">\(PageParts.text(row.source))"
    if let rule = row.rule { html += "<small>\(PageParts.text(rule))</small>" }
    return html + "</td>" + review + "</tr>\n"
  }

  /// The words, hidden until the box beside them is checked: that needs no script.
  private var said: String {
    guard !(row.before + row.text + row.after).isEmpty else { return "<td class=\"said\">–</td>" }
    // The mark is inside of the same stretch, so that the order of words stays in any direction.
    func plain(_ text: String) -> String { PageParts.attribute(text, limit: 4000) }
    var html = "<td class=\"said\"><label><input type=\"checkbox\" class=\"show\"> show"
    html +=
      "<span class=\"label\"> the text of finding \(row.number)</span></label><p class=\"text\" aria-hidden=\"true\">"
    html += "<bdi>\(plain(row.before)) "
    if !row.text.isEmpty { html += "<mark>\(plain(row.text))</mark> " }
    return html + "\(plain(row.after))</bdi></p></td>"
  }

  private var review: String {
    var html = "<td class=\"review\"><span class=\"state\">\(row.state.rawValue)</span>"
    if let decision = row.review?.decision {
      html += "<small>\(PageParts.text(decision.by)), \(ReportText.moment(decision.time))</small>"
      if !decision.reason.isEmpty { html += "<small>\(PageParts.text(decision.reason))</small>" }
    }
    if let identity = row.review?.identity { html += "<code>\(PageParts.attribute(identity.short))</code>" }
    return html + "</td>"
  }

  /// `0.42 s`
  private static func length(_ range: TimeRange) -> String {
    let hundredths = max(0, (range.duration.milliseconds + 5) / 10)
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) s"
  }
}
