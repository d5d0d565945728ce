import Timeline

extension FileSection {
  /// Each violation, below the cue that has it.
  var violations: String {
    let grid = file.frameRate.map { TimeGrid(frameRate: $0) }
    var html =
      "<div class=\"card\"><h3>Violations</h3><table class=\"found\"><thead><tr><th scope=\"col\">Severity</th>"
    html += "<th scope=\"col\">Rule</th><th scope=\"col\">Found</th><th scope=\"col\">What to do</th></tr></thead>\n"
    var last: Int?
    for violation in file.violations {
      if violation.cue != last {
        if last != nil { html += "</tbody>\n" }
        html += "<tbody id=\"f\(number)c\(violation.cue)\" tabindex=\"-1\">" + heading(of: violation, grid)
        last = violation.cue
      }
      html += row(of: violation)
    }
    return html + (last == nil ? "" : "</tbody>\n") + "</table></div>\n"
  }

  private func heading(of violation: StyleViolation, _ grid: TimeGrid?) -> String {
    let cues = file.document.cues
    let cue = cues.indices.contains(violation.cue - 1) ? cues[violation.cue - 1] : nil
    let range = cue?.range ?? violation.range
    var html =
      "<tr class=\"cue\"><th scope=\"rowgroup\" colspan=\"4\"><a href=\"#f\(number)c\(violation.cue)\">\(violation.cue)</a>"
    html += " <span class=\"time\">\(PageText.clock(range.start)) → \(PageText.clock(range.end))</span>"
    if let grid {
      html += " <span class=\"frames\">frames \(grid.ticks(range.start))–\(grid.ticks(range.end))</span>"
    }
    let lines = (cue?.lines ?? []).map(HTMLText.isolated)
    return html + "<span class=\"text\">\(lines.joined(separator: "<br>"))</span></th></tr>\n"
  }

  private func row(of violation: StyleViolation) -> String {
    let severity = violation.severity.rawValue
    // A page has tens of thousands of these: what filters go by stands in them once.
    var html = "<tr data-s=\"\(severity)\"\(violation.isAvoidable ? "" : " data-n=\"n\"")>"
    html += "<td><span class=\"badge \(severity)\">"
    html += "\(PageText.noun(violation.severity))</span></td><td><b>\(violation.rule.rawValue)</b>"
    html += "<small>\(HTMLText.escaped(violation.rule.summary))</small></td>"
    html += "<td>\(HTMLText.isolated(violation.measured))"
    if !violation.allowed.isEmpty { html += "<small>allowed: \(HTMLText.isolated(violation.allowed))</small>" }
    html += "</td><td>"
    if let necessity = violation.necessity {
      html += "<b>unavoidable</b><small>\(HTMLText.isolated(necessity))</small>"
    } else {
      html += HTMLText.isolated(violation.suggestion)
    }
    return html + "</td></tr>\n"
  }

  // MARK: - Repairs

  /// What was done, and why the rest was not.
  var repairs: String {
    guard let repair = file.repair else { return "" }
    var html = "<details class=\"card\" open><summary>\(PageText.counted(repair.fixes.count, "repair"))</summary>"
    if !repair.fixes.isEmpty {
      html += "<table class=\"repairs\"><thead><tr><th scope=\"col\">Cue before</th><th scope=\"col\">Repair</th>"
      html += "<th scope=\"col\">Was</th><th scope=\"col\">Is</th></tr></thead><tbody>\n"
      for fix in repair.fixes {
        html +=
          "<tr><th scope=\"row\">\(fix.cue)<small>\(PageText.clock(fix.range.start))</small></th><td><b>\(fix.action.rawValue)</b>"
        if let rule = fix.rule { html += "<small>\(rule.rawValue)</small>" }
        html += "</td><td>\(HTMLText.isolated(fix.from))</td><td>\(HTMLText.isolated(fix.to))</td></tr>\n"
      }
      html += "</tbody></table>"
    }
    html += "</details>\n"
    guard !repair.remaining.isEmpty else { return html }
    html +=
      "<details class=\"card\"><summary>\(PageText.counted(repair.remaining.count, "violation")) not repaired</summary>"
    html += "<table class=\"repairs\"><thead><tr><th scope=\"col\">Cue</th><th scope=\"col\">Rule</th>"
    html += "<th scope=\"col\">Why not</th></tr></thead><tbody>\n"
    for remaining in repair.remaining {
      let cue = remaining.violation.cue
      html +=
        "<tr><th scope=\"row\"><a href=\"#f\(number)c\(cue)\">\(cue)</a></th><td>\(remaining.violation.rule.rawValue)</td>"
      html += "<td>\(HTMLText.isolated(remaining.reason))</td></tr>\n"
    }
    return html + "</tbody></table></details>\n"
  }
}
