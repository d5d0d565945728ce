import Foundation
import Moderation
import Subtitles
import Timeline

/// What pages have in common. They are one file each, take nothing from elsewhere and ask nobody for anything: the
/// policy in their heads lets browsers open no connection. Only media may be opened, from the place of the page.
enum PageParts {
  static func head(_ title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
    script-src 'unsafe-inline'; media-src 'self' file: blob:; base-uri 'none'; form-action 'none'">
    <meta name="referrer" content="no-referrer">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="generator" content="surtitle">
    <title>\(HTMLText.escaped(ReportText.plain(title, limit: 200)))</title>
    <style>
    \(String(decoding: PackageResources.page_css, as: UTF8.self))</style>
    </head>

    """
  }

  static var script: String {
    "<script>\n\(String(decoding: PackageResources.page_js, as: UTF8.self))</script>\n"
  }

  /// Text of anybody's, which keeps its direction and changes that of nothing else.
  static func text(_ text: String, limit: Int = 600) -> String {
    "<bdi>\(attribute(text, limit: limit))</bdi>"
  }

  /// The same for where no element can be, or one is around it.
  static func attribute(_ text: String, limit: Int = 600) -> String {
    HTMLText.escaped(ReportText.plain(text, limit: limit))
  }

  /// A relative URL. One that names a scheme is none.
  static func link(_ url: String) -> String {
    let first = url.prefix { $0 != "/" }
    return first.contains(":") ? "" : HTMLText.escaped(url)
  }

  static func tile(_ label: String, _ value: String, _ note: String, _ kind: String = "plain") -> String {
    "<li class=\"card tile \(kind)\"><span class=\"label\">\(label)</span> <strong>\(value)</strong>"
      + " <span class=\"note\">\(note)</span></li>\n"
  }

  /// The class that colours go by.
  static func kind(_ severity: Severity?) -> String { severity?.rawValue ?? "unrated" }

  static func badge(_ severity: Severity?) -> String {
    "<span class=\"badge \(kind(severity))\">\(kind(severity))</span>"
  }

  /// What made the findings: a list of lines each.
  static func origin(_ origins: [[String]]) -> String {
    guard origins.contains(where: { !$0.isEmpty }) else { return "" }
    var html = "<details class=\"card origin\"><summary>What made this report</summary>\n"
    for lines in origins {
      html += "<ul>\n\(lines.map { "<li>\(text($0, limit: 4000))</li>\n" }.joined())</ul>\n"
    }
    return html + "</details>\n"
  }

  static func states(_ count: (ReviewState) -> Int) -> String {
    ReviewState.allCases.map { "\(ReportText.grouped(count($0))) \($0.rawValue)" }.joined(separator: ", ")
  }

  /// A table of categories with bars for the time that they cover.
  static func categories(_ totals: [ReportTotals.Category]) -> String {
    guard !totals.isEmpty else { return "" }
    let most = max(1, totals.map(\.flagged.flicks).max() ?? 1)
    var html = "<div class=\"card\"><h2>By category</h2><table class=\"totals\"><thead><tr>"
    for name in ["Category", "Findings", "Dismissed", "Time", "Worst score", "Worst severity"] {
      html += "<th scope=\"col\">\(name)</th>"
    }
    html += "</tr></thead><tbody>\n"
    for total in totals {
      let width = Int(Double(total.flagged.flicks) / Double(most) * 100)
      html += "<tr><th scope=\"row\">\(text(total.category))</th><td>\(ReportText.grouped(total.count))</td>"
      html += "<td>\(ReportText.grouped(total.dismissed))</td>"
      html += "<td class=\"bar\"><svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
      html += "<rect class=\"\(kind(total.worstSeverity))\" width=\"\(width)\" height=\"8\"/></svg> "
      html += "\(ReportText.extent(total.flagged))</td><td>\(ReportText.score(total.worstScore))</td>"
      html += "<td>\(badge(total.worstSeverity))</td></tr>\n"
    }
    return html + "</tbody></table></div>\n"
  }
}
