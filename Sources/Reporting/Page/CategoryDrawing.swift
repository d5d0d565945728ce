import Foundation
import Moderation
import Timeline

/// The whole file at a glance: a lane a category, a mark where there is a finding, in the colour of its severity.
struct CategoryDrawing {
  /// A finding, or several that are too near to be drawn by themselves.
  private struct Mark {
    var left: Double
    var right: Double
    var count: Int
    /// The one that matters most.
    var row: ReportRow
  }

  private let report: ModerationReport

  init(_ report: ModerationReport) { self.report = report }

  private static let width = 1000.0
  private static let lane = 32
  /// Marks whose starts are nearer than this are one: at most 400 a lane.
  private static let narrow = 2.5
  /// What is shown of a file that somebody found very many categories in; the table has all.
  private static let mostLanes = 40

  var html: String {
    let end = max(report.media.duration, report.rows.map(\.range.end).max() ?? .zero).seconds
    guard !report.rows.isEmpty, end > 0 else { return "" }
    let lanes = report.totals.categories.prefix(Self.mostLanes).map(\.category)
    let byCategory = Dictionary(grouping: report.rows, by: \.category)
    let height = lanes.count * Self.lane + 18
    var html = "<figure class=\"card timeline\"><figcaption><h2>Timeline</h2>\(legend)</figcaption>\n"
    html += "<svg id=\"timeline\" viewBox=\"0 0 1000 \(height)\" role=\"group\" data-end=\"\(Self.number(end))\" "
    html += "aria-label=\"Findings by category, 0:00 to \(ReportText.length(MediaTime(seconds: end)))\">"
    html += axis(end, lanes: lanes.count)
    for (index, category) in lanes.enumerated() {
      let top = index * Self.lane
      html +=
        "<text class=\"name\" x=\"0\" y=\"\(top + 11)\">\(PageParts.attribute(ReportText.plain(category, limit: 80)))</text>"
      html += "<rect class=\"lane\" y=\"\(top + 15)\" width=\"1000\" height=\"13\"/>"
      for mark in marks(byCategory[category] ?? [], end: end) { html += drawing(mark, top: top) }
    }
    html += "<path id=\"head\" class=\"head\" d=\"M0 0V\(lanes.count * Self.lane)\" hidden=\"\"/></svg>\n"
    if report.totals.categories.count > lanes.count {
      html += "<p class=\"facts\">\(report.totals.categories.count - lanes.count) more categories are in the table.</p>"
    }
    return html + "</figure>\n"
  }

  private var legend: String {
    let kinds = Severity.allCases.reversed().map(\.rawValue) + ["unrated", "dismissed"]
    return "<ul class=\"legend\">" + kinds.map { "<li><i class=\"\($0)\"></i>\($0)</li>" }.joined() + "</ul>"
  }

  private func marks(_ rows: [ReportRow], end: Double) -> [Mark] {
    var marks: [Mark] = []
    for row in rows {
      let left = min(max(0, row.range.start.seconds / end), 1) * Self.width
      let right = min(max(left, row.range.end.seconds / end * Self.width), Self.width)
      guard let last = marks.last, left - last.left < Self.narrow else {
        marks.append(Mark(left: left, right: right, count: 1, row: row))
        continue
      }
      var both = last
      (both.right, both.count) = (max(last.right, right), last.count + 1)
      if Self.weight(row) > Self.weight(last.row) { both.row = row }
      marks[marks.count - 1] = both
    }
    return marks
  }

  /// Findings that were dismissed matter least.
  private static func weight(_ row: ReportRow) -> (Int, Int, Double) {
    let severity = row.severity.flatMap { Severity.allCases.firstIndex(of: $0) } ?? -1
    return (row.isOpen ? 1 : 0, severity, row.score)
  }

  private func drawing(_ mark: Mark, top: Int) -> String {
    let kind = mark.row.isOpen ? PageParts.kind(mark.row.severity) : "dismissed"
    let x = min(mark.left, Self.width - 2)
    let width = max(2, min(mark.right, Self.width) - x)
    let time = ReportText.clock(mark.row.range.start)
    let title = mark.count == 1 ? "\(time), \(kind)" : "\(mark.count) findings; the worst at \(time), \(kind)"
    return "<a href=\"#r\(mark.row.number)\"><title>\(title)</title><rect class=\"\(kind)\" x=\"\(Self.number(x))\" "
      + "y=\"\(top + 15)\" width=\"\(Self.number(width))\" height=\"13\"/></a>"
  }

  private func axis(_ end: Double, lanes: Int) -> String {
    let steps: [Double] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]
    var step = steps.first { end / $0 <= 10 } ?? 7200
    while end / step > 10 { step *= 2 }
    var (lines, labels) = ("", "")
    let bottom = lanes * Self.lane
    for index in 0...10 where Double(index) * step < end {
      let time = Double(index) * step
      let x = Self.number(time / end * Self.width)
      lines += "M\(x) 0V\(bottom)"
      let isLast = time / end > 0.96
      labels += "<text x=\"\(x)\" y=\"\(bottom + 13)\"\(isLast ? " text-anchor=\"end\"" : "")>"
      labels += "\(ReportText.length(MediaTime(seconds: time)))</text>"
    }
    return "<path class=\"axis\" d=\"\(lines)\"/>" + labels
  }

  /// To a hundredth.
  private static func number(_ value: Double) -> String {
    let hundredths = Int((min(max(0, value), 1e9) * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
