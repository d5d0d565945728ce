import Timeline
import Transcript

/// What the page says of one file.
struct FileSection {
  let file: CheckPage.File
  let number: Int
  /// Of each cue, from 1 on.
  let worst: [Int: StyleViolation.Severity]

  init(file: CheckPage.File, number: Int) {
    (self.file, self.number) = (file, number)
    worst = file.violations.reduce(into: [:]) { $0[$1.cue] = max($0[$1.cue] ?? .info, $1.severity) }
  }

  func count(_ severity: StyleViolation.Severity) -> Int { file.violations.count { $0.severity == severity } }

  /// Of errors and warnings.
  var avoidableShare: String? {
    let verdict = SubtitleVerdict(style: "", cues: 0, violations: file.violations)
    return PageText.share(verdict.avoidableCount, of: verdict.avoidableCount + verdict.unavoidableCount)
  }

  var html: String {
    var html = "<section class=\"file\" id=\"f\(number)\" aria-labelledby=\"h\(number)\">\n"
    html += "<h2 id=\"h\(number)\">\(HTMLText.isolated(file.name))</h2>\n<p class=\"facts\">\(facts)</p>\n\(tiles)"
    html += TimelineDrawing(section: self).html
    if file.violations.isEmpty {
      html += "<p class=\"card clean\">Nothing here breaks a rule of the style.</p>\n"
    } else {
      html += rules + violations
    }
    return html + repairs + "</section>\n"
  }

  private var facts: String {
    var facts = [HTMLText.isolated(file.style.title), "language \(HTMLText.isolated(file.language.code))"]
    facts.append(file.frameRate.map { "\($0) frames a second" } ?? "frame rate not known")
    facts.append(PageText.counted(file.document.cues.count, "cue"))
    if !file.shots.isEmpty { facts.append(PageText.counted(file.shots.count, "change") + " of shot") }
    let end = file.document.cues.map(\.range.end).max() ?? .zero
    return (facts + [PageText.length(end)]).joined(separator: " · ")
  }

  // MARK: - Summary

  private var tiles: String {
    var html = "<ul class=\"tiles\">\n"
    func tile(_ label: String, _ value: String, _ note: String, _ kind: String) {
      html += "<li class=\"card tile \(kind)\"><span class=\"label\">\(label)</span> <strong>\(value)</strong>"
      html += " <span class=\"note\">\(note)</span></li>\n"
    }
    for severity in StyleViolation.Severity.allCases.reversed() {
      let count = count(severity)
      let before = file.repair.map { repair in repair.before.count { $0.severity == severity } }
      let note = before.map { "\(PageText.grouped($0)) before the repair" } ?? share(of: severity)
      tile(PageText.plural(severity), PageText.grouped(count), note, count > 0 ? severity.rawValue : "none")
    }
    tile("Avoidable", avoidableShare ?? "–", "of errors and warnings", "plain")
    let clean = file.document.cues.indices.count { worst[$0 + 1] == nil }
    tile("Clean cues", PageText.share(clean, of: file.document.cues.count) ?? "–", "break no rule", "plain")
    return html + "</ul>\n"
  }

  private func share(of severity: StyleViolation.Severity) -> String {
    let cues = Set(file.violations.lazy.filter { $0.severity == severity }.map(\.cue)).count
    return cues == 0 ? "none" : "in \(PageText.counted(cues, "cue"))"
  }

  private var rules: String {
    let byRule = Dictionary(grouping: file.violations, by: \.rule)
    let most = byRule.values.map(\.count).max() ?? 1
    let sorted = StyleRule.allCases.filter { byRule[$0] != nil }.sorted {
      (byRule[$0]?.count ?? 0, $1.rawValue) > (byRule[$1]?.count ?? 0, $0.rawValue)
    }
    var html = "<div class=\"card\"><h3>By rule</h3><table class=\"rules\"><thead><tr><th scope=\"col\">Rule</th>"
    html +=
      "<th scope=\"col\">What it asks for</th><th scope=\"col\">Found</th><th scope=\"col\">Avoidable</th></tr></thead><tbody>\n"
    for rule in sorted {
      guard let found = byRule[rule], let severity = found.map(\.severity).max() else { continue }
      let width = max(1, found.count * 100 / most)
      html +=
        "<tr><th scope=\"row\"><button type=\"button\" class=\"badge \(severity.rawValue)\" data-rule=\"\(rule.rawValue)\">"
      html += "\(rule.rawValue)</button></th><td>\(HTMLText.escaped(rule.summary))</td>"
      html += "<td class=\"bar\"><svg viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
      html +=
        "<rect class=\"\(severity.rawValue)\" width=\"\(width)\" height=\"8\"/></svg> \(PageText.grouped(found.count))</td>"
      html += "<td>\(PageText.grouped(found.count(where: \.isAvoidable)))</td></tr>\n"
    }
    return html + "</tbody></table></div>\n"
  }
}
