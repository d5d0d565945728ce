package import Foundation
import Moderation
import Subtitles
import Timeline

/// What was found in several files, as a page: the worst files first, with links to their own pages.
package struct LibraryPage: Sendable {
  private let library: LibraryReport

  package init(_ library: LibraryReport) { self.library = library }

  package var data: Data { Data(html.utf8) }

  private var html: String {
    var html = PageParts.head("Moderation report")
    html += "<body>\n<header class=\"top\"><h1>Moderation report</h1><p class=\"facts\">"
    html += "\(ReportText.counted(library.files.count, "file")), \(ReportText.length(library.duration))</p></header>\n"
    html += tiles + missing
    html += library.unjudged.lines.map { "<p class=\"card unjudged\">\(PageParts.text($0))</p>\n" }.joined()
    html += "<main>\n" + files + "</main>\n" + PageParts.categories(library.categories)
    html += PageParts.origin(library.origins.map { $0.lines(digits: 64) })
    return html + PageParts.script + "</body>\n</html>\n"
  }

  private var tiles: String {
    var html = "<ul class=\"tiles\">\n"
    html += PageParts.tile("Findings", ReportText.grouped(library.count), PageParts.states(library.count))
    html += PageParts.tile("Time flagged", ReportText.extent(library.flagged), "dismissed ones left out")
    html += PageParts.tile(
      "Files with findings", ReportText.grouped(library.filesWithFindings),
      "of \(ReportText.grouped(library.files.count))")
    html += PageParts.tile(
      "To be decided", ReportText.grouped(library.count(.new) + library.count(.escalated)), "new and escalated")
    let unjudged = library.unjudged
    if !unjudged.isEmpty {
      html += PageParts.tile(
        "Not judged", ReportText.grouped(unjudged.utterances),
        "utterances in \(ReportText.counted(library.filesWithUnjudged, "file"))")
    }
    return html + "</ul>\n"
  }

  private var missing: String {
    guard !library.missing.isEmpty else { return "" }
    let items = library.missing.map { "<li>\(PageParts.text($0.path)): \(PageParts.text($0.reason))</li>\n" }
    return "<section class=\"card failures\"><h2>Not reported</h2><ul>\(items.joined())</ul></section>\n"
  }

  private var files: String {
    guard !library.files.isEmpty else { return "" }
    var html = "<div class=\"card\"><h2>Files, the worst first</h2><table class=\"files\" id=\"found\"><thead><tr>"
    let columns = [
      ("File", "n"), ("Findings", "1"), ("To be decided", "2"), ("Dismissed", "3"), ("Not judged", "4"),
      ("Time flagged", "v"), ("Share", "5"), ("Worst", "6"), ("Most time", "c"),
    ]
    for (name, key) in columns { html += "<th scope=\"col\" data-key=\"\(key)\">\(name)</th>" }
    html += "</tr></thead><tbody>\n"
    for file in library.files {
      let totals = file.totals
      let name = PageParts.text(file.media.path ?? file.media.name)
      let share = Int((Double(totals.flagged.flicks) * 100 / Double(max(1, file.media.duration.flicks))).rounded())
      html += "<tr><th scope=\"row\">"
      html += file.link.map { "<a href=\"\(PageParts.link($0))\">\(name)</a>" } ?? name
      html += "</th><td>\(ReportText.grouped(totals.count))</td>"
      html += "<td>\(ReportText.grouped(totals.count(.new) + totals.count(.escalated)))</td>"
      html += "<td>\(ReportText.grouped(totals.count(.dismissed)))</td>"
      html += "<td>\(ReportText.grouped(file.unjudged.utterances))</td>"
      html += "<td data-v=\"\(ReportText.seconds(totals.flagged))\">\(ReportText.extent(totals.flagged))</td>"
      html += "<td>\(min(share, 100)) %</td><td>\(ReportText.score(totals.worstScore)) "
      html += "\(totals.worstSeverity.map { PageParts.badge($0) } ?? "")</td>"
      html += "<td>\(totals.categories.first.map { PageParts.text($0.category) } ?? "–")</td></tr>\n"
    }
    return html + "</tbody></table></div>\n"
  }
}
