package import Foundation
import Moderation
import Subtitles
import Timeline
import Transcript

/// A report as a page: a drawing of the whole file, and a table of the findings whose words are not legible until somebody
/// asks for them. The same report gives the same page.
package struct ReportPage: Sendable {
  private let report: ModerationReport
  /// A relative URL to the page on all files.
  private let library: String?
  /// Relative URLs to clips by the number of the finding.
  private let clips: [Int: String]

  package init(_ report: ModerationReport, library: String? = nil, clips: [Int: String] = [:]) {
    (self.report, self.library, self.clips) = (report, library, clips)
  }

  package var data: Data { Data(html.utf8) }

  private var html: String {
    var html = PageParts.head("Moderation report: \(report.media.name)")
    html += "<body>\n<header class=\"top\">"
    if let library { html += "<p><a href=\"\(PageParts.link(library))\">All files</a></p>" }
    html += "<h1>\(PageParts.text(report.media.name))</h1><p class=\"facts\">\(facts)</p></header>\n"
    html += tiles
    html += CategoryDrawing(report).html
    html += player
    html += report.unjudgedText.map { "<p class=\"card unjudged\">\(PageParts.text($0))</p>\n" }.joined()
    guard !report.rows.isEmpty else {
      let verdict =
        report.unjudged.isEmpty
        ? "<p class=\"card clean\">Nothing was found.</p>\n"
        : "<p class=\"card\">Nothing was found in what could be judged.</p>\n"
      return html + verdict + scores + origin + "</body>\n</html>\n"
    }
    html += filters + "<main>\n" + table + "</main>\n"
    html += PageParts.categories(report.totals.categories) + scores + origin
    return html + PageParts.script + "</body>\n</html>\n"
  }

  private var origin: String {
    PageParts.origin(report.origin.map { [OriginText.lines($0, digits: 64)] } ?? [])
  }

  private var facts: String {
    var facts = [ReportText.length(report.media.duration), "language \(PageParts.text(report.media.language.code))"]
    let count = report.timeCodes
    facts.append(
      "time codes at \(count.frameRate) frames a second\(count.isDropFrame ? ", with dropped numbers" : "")")
    if let path = report.media.path { facts.append(PageParts.text(path)) }
    return facts.joined(separator: " · ")
  }

  private var tiles: String {
    let totals = report.totals
    var html = "<ul class=\"tiles\">\n"
    let duration = max(1, report.media.duration.flicks)
    let share = Int((Double(totals.flagged.flicks) * 100 / Double(duration)).rounded())
    html += PageParts.tile("Findings", ReportText.grouped(totals.count), PageParts.states(totals.count))
    html += PageParts.tile("Time flagged", ReportText.extent(totals.flagged), "\(min(share, 100)) % of the file")
    for severity in Severity.allCases.reversed() {
      let count = totals.severities[severity] ?? 0
      html += PageParts.tile(
        severity.rawValue, ReportText.grouped(count), "not dismissed", count > 0 ? severity.rawValue : "none")
    }
    html += PageParts.tile("Worst score", ReportText.score(totals.worstScore), "0 to 1")
    return html + "</ul>\n"
  }

  // MARK: - Media

  private var player: String {
    guard !report.rows.isEmpty else { return "" }
    let kind = report.media.hasPicture ? "video" : "audio"
    let source = report.media.link.map { " src=\"\(PageParts.link($0))\"" } ?? ""
    return """
      <section class="card player" id="player" aria-label="Media" hidden>
      <\(kind) controls preload="metadata" id="media"\(source)></\(kind)>
      <p id="playing" role="status"></p>
      <p id="pick" hidden><label>The media cannot be opened from here. Open it by hand:
      <input type="file" id="file" accept="video/*,audio/*"></label></p>
      </section>

      """
  }

  // MARK: - Findings

  private var filters: String {
    let categories = Set(report.rows.map(\.category)).sorted()
    let hasUnrated = report.rows.contains { $0.severity == nil }
    let kinds = Severity.allCases.reversed().map(\.rawValue) + (hasUnrated ? ["unrated"] : [])
    var html = "<form class=\"filters card\" id=\"filters\" hidden><label>Category <select id=\"category\">"
    html += "<option value=\"\">all</option>"
    for category in categories {
      // The value is the text that the script looks for in the rows.
      html += "<option value=\"\(PageParts.attribute(category))\">\(PageParts.attribute(category))</option>"
    }
    html += "</select></label><fieldset><legend>Severity</legend>"
    for kind in kinds {
      html += "<label><input type=\"checkbox\" name=\"severity\" value=\"\(kind)\" checked> "
      html += "<span class=\"badge \(kind)\">\(kind)</span></label>"
    }
    html += "</fieldset><fieldset><legend>State</legend>"
    for state in ReviewState.allCases {
      html +=
        "<label><input type=\"checkbox\" name=\"state\" value=\"\(state.rawValue)\" checked> \(state.rawValue)</label>"
    }
    html +=
      "</fieldset><label>Score from <input type=\"number\" id=\"score\" min=\"0\" max=\"1\" step=\"0.05\" value=\"0\">"
    html += "</label><label class=\"search\">Search <input type=\"search\" id=\"search\" "
    html += "placeholder=\"text, speaker, rule ( / )\"></label><button type=\"reset\">All</button>"
    html += "<label><input type=\"checkbox\" id=\"reveal\"> show all text</label>"
    return html + "<output id=\"shown\" aria-live=\"polite\"></output></form>\n"
  }

  private var table: String {
    let columns = [
      ("Time", "a"), ("Category", "c"), ("Score", "p"), ("Speaker", "w"), ("Text", ""), ("Found by", "f"),
      ("Review", "t"),
    ]
    var html = "<table class=\"found card\" id=\"found\"><caption>Findings</caption><thead><tr>"
    for (name, key) in columns {
      // Buttons are made by the script, without which nothing is sorted.
      html += "<th scope=\"col\"\(key.isEmpty ? "" : " data-key=\"\(key)\"")>\(name)</th>"
    }
    html += "</tr></thead><tbody>\n"
    for row in report.rows { html += FindingRow(row, clip: clips[row.number]).html }
    html += "</tbody></table>\n"
    guard report.rows.count > FindingRow.limit else { return html }
    html += "<noscript><style>tr[hidden] { display: table-row !important; }</style></noscript>\n"
    return html + "<p id=\"more\" hidden><button type=\"button\">Show more</button></p>\n"
  }

  private var scores: String {
    guard !report.scores.isEmpty else { return "" }
    var html = "<details class=\"card\"><summary>Scores of the whole file</summary><table class=\"totals\"><thead><tr>"
    for name in ["Category", "Worst utterance", "Mean of all"] { html += "<th scope=\"col\">\(name)</th>" }
    html += "</tr></thead>"
    for source in report.scores {
      html += "<tbody><tr><th scope=\"rowgroup\" colspan=\"3\">\(PageParts.text(source.source)), "
      html += "\(ReportText.counted(source.utterances, "utterance"))</th></tr>\n"
      for score in source.categories {
        html += "<tr><th scope=\"row\">\(PageParts.text(score.category))</th><td>\(ReportText.score(score.worst))</td>"
        html += "<td>\(ReportText.score(score.mean))</td></tr>\n"
      }
      html += "</tbody>"
    }
    return html + "</table></details>\n"
  }
}
