import Timeline

/// The whole file at a glance: when cues are shown and what is wrong with them, how fast they must be read, and where
/// shots change.
struct TimelineDrawing {
  let section: FileSection

  // From the top of a lane.
  private static let shots = (top: 1.0, bottom: 9.0)
  private static let bars = (top: 11.0, height: 22.0)
  private static let strip = (bottom: 62.0, limit: 50.0, top: 38.0)
  private static let labels = 76.0
  private static let height = 80

  var html: String {
    let file = section.file
    guard !file.document.cues.isEmpty else { return "" }
    let marks = TimelineMarks(section)
    var html = "<figure class=\"card timeline\"><figcaption><h3>Timeline</h3>\(legend)</figcaption>\n"
    for (lane, found) in marks.lanes.enumerated() {
      let start = Double(lane) * marks.laneSeconds
      html += drawing(found, from: start, seconds: marks.laneSeconds)
    }
    return html + "</figure>\n"
  }

  private var hasSpeed: Bool {
    let rules = section.file.style.rules(for: section.file.language)
    return rules.maximumReadingSpeed != nil || rules.maximumWordRate != nil
  }

  private var legend: String {
    var html = "<ul class=\"legend\">"
    for severity in StyleViolation.Severity.allCases.reversed() {
      html += "<li><i class=\"\(severity.rawValue)\"></i>\(PageText.noun(severity))</li>"
    }
    html += "<li><i class=\"fine\"></i>no violation</li>"
    if !section.file.shots.isEmpty { html += "<li><i class=\"shot\"></i>change of shot</li>" }
    if hasSpeed {
      html += "<li><i class=\"speed\"></i>reading speed</li><li><i class=\"fast\"></i>above the limit (\(limit))</li>"
    }
    return html + "</ul>"
  }

  private var limit: String {
    let rules = section.file.style.rules(for: section.file.language)
    let texts = [
      rules.maximumReadingSpeed.map { "\(CheckedCue.tenths($0)) columns a second" },
      rules.maximumWordRate.map { "\(CheckedCue.tenths($0)) words a minute" },
    ]
    return texts.compactMap { $0 }.joined(separator: ", ")
  }

  private func drawing(_ marks: [TimelineMarks.Mark], from start: Double, seconds: Double) -> String {
    let range = "\(Self.length(start)) to \(Self.length(start + seconds))"
    var html = "<svg viewBox=\"0 0 1000 \(Self.height)\" role=\"group\" aria-label=\"\(range)\">"
    html += "<rect class=\"lane\" y=\"10\" width=\"1000\" height=\"24\"/>" + axis(from: start, seconds: seconds)
    html += shots(from: start, seconds: seconds) + speeds(marks) + bars(marks)
    return html + "</svg>\n"
  }

  // MARK: - Layers

  private func axis(from start: Double, seconds: Double) -> String {
    let steps: [Double] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600]
    var step = steps.first { seconds / $0 <= 10 } ?? 7200
    while seconds / step > 10 { step *= 2 }
    var html = ""
    var lines = ""
    var time = (start / step).rounded(.up) * step
    while time < start + seconds {
      let x = PageText.coordinate((time - start) / seconds * TimelineMarks.width)
      lines += "M\(x) 10V66"
      let isLast = (time - start) / seconds > 0.96
      html += "<text x=\"\(x)\" y=\"\(PageText.coordinate(Self.labels))\"\(isLast ? " text-anchor=\"end\"" : "")>"
      html += "\(Self.length(time))</text>"
      time += step
    }
    return "<path class=\"axis\" d=\"\(lines)\"/>" + html
  }

  private func shots(from start: Double, seconds: Double) -> String {
    let shots = section.file.shots
    let low = shots.partitionIndex { $0.seconds >= start }
    let high = shots.partitionIndex { $0.seconds >= start + seconds }
    var path = ""
    // One for each pixel at most.
    var last = -1.0
    for shot in shots[low..<max(low, high)] {
      let x = (shot.seconds - start) / seconds * TimelineMarks.width
      guard x - last >= 1 else { continue }
      last = x
      path += "M\(PageText.coordinate(x)) \(Int(Self.shots.top))V\(Int(Self.shots.bottom))"
    }
    return path.isEmpty ? "" : "<path class=\"shot\" d=\"\(path)\"/>"
  }

  private func speeds(_ marks: [TimelineMarks.Mark]) -> String {
    guard hasSpeed else { return "" }
    let (bottom, limit, top) = Self.strip
    var fine = ""
    var fast = ""
    for mark in marks where mark.speed > 0 {
      let x = PageText.coordinate(mark.left)
      let width = PageText.coordinate(max(0.5, mark.right - mark.left))
      let height = min(mark.speed, 1) * (bottom - limit)
      fine += "M\(x) \(PageText.coordinate(bottom))h\(width)v\(PageText.coordinate(-height))h-\(width)z"
      // What the rounding of times explains is no fault.
      guard mark.speed > 1.005 else { continue }
      let above = min(mark.speed - 1, 1) * (limit - top)
      fast += "M\(x) \(PageText.coordinate(limit))h\(width)v\(PageText.coordinate(-above))h-\(width)z"
    }
    return "<path class=\"speed\" d=\"\(fine)\"/><path class=\"fast\" d=\"\(fast)\"/>"
      + "<path class=\"limit\" d=\"M0 \(PageText.coordinate(limit))H1000\"/>"
  }

  private func bars(_ marks: [TimelineMarks.Mark]) -> String {
    let (y, height) = (PageText.coordinate(Self.bars.top), PageText.coordinate(Self.bars.height))
    var fine = ""
    var html = ""
    for mark in marks {
      let x = PageText.coordinate(min(mark.left, TimelineMarks.width - 1.5))
      // A hair's breadth is left between neighbours.
      let width = PageText.coordinate(max(1.5, mark.right - mark.left - 0.4))
      guard let severity = mark.severity else {
        fine += "M\(x) \(y)h\(width)v\(height)h-\(width)z"
        continue
      }
      html += "<a href=\"#f\(section.number)c\(mark.cue)\"><title>\(title(of: mark, severity))</title>"
      html += "<rect class=\"\(severity.rawValue)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"/></a>"
    }
    return "<path class=\"fine\" d=\"\(fine)\"/>" + html
  }

  private func title(of mark: TimelineMarks.Mark, _ severity: StyleViolation.Severity) -> String {
    let cues = section.file.document.cues
    let start = cues.indices.contains(mark.cue - 1) ? PageText.clock(cues[mark.cue - 1].range.start) : ""
    return mark.cues == 1
      ? "cue \(mark.cue), \(start): \(PageText.noun(severity))"
      : "\(mark.cues) cues, \(mark.broken) with violations; the worst is cue \(mark.cue), \(start): \(PageText.noun(severity))"
  }

  private static func length(_ seconds: Double) -> String { PageText.length(MediaTime(seconds: seconds)) }
}
