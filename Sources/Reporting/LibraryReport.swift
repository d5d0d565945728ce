package import Moderation
package import Timeline

/// What was found in several media files.
package struct LibraryReport: Sendable {
  /// A file with what its findings add up to.
  package struct File: Sendable {
    package var media: ModerationReport.Subject
    package var totals: ReportTotals
    /// A relative URL to the report on the file; nil where none was written.
    package var link: String?
    /// Speech that annotators could not judge.
    package var unjudged: UnjudgedSpeech
    /// What made the findings; nil where nobody told.
    package var origin: FindingsOrigin?

    package init(_ report: ModerationReport, link: String? = nil) {
      (media, totals, self.link) = (report.media, report.totals, link)
      (unjudged, origin) = (UnjudgedSpeech(report.unjudged), report.origin)
    }

    /// Worse files come first: by what matters most and by time.
    func isWorse(than other: File) -> Bool {
      func key(_ file: File) -> (Int, Int, Int64, Double) {
        (
          file.totals.severities[.critical] ?? 0, file.totals.severities[.high] ?? 0, file.totals.flagged.flicks,
          file.totals.worstScore
        )
      }
      return key(self) > key(other)
    }
  }

  /// A file about which nothing is known, and what to do about it.
  package struct Missing: Hashable, Sendable {
    package var path: String
    package var reason: String

    package init(path: String, reason: String) { (self.path, self.reason) = (path, reason) }
  }

  /// What made the findings of some of the files.
  package struct Origin: Sendable {
    /// Without times.
    package var origin: FindingsOrigin
    package var files: Int
    /// When the first and the last of them were analysed, milliseconds since 1970.
    package var analysed: ClosedRange<Int64>?

    /// For people: a line for each part of it.
    package var lines: [String] { lines(digits: 12) }

    func lines(digits: Int) -> [String] {
      var lines = OriginText.lines(origin, digits: digits, hasTimes: false)
      lines[0] += ", \(ReportText.counted(files, "file"))"
      guard let analysed else { return lines }
      let (first, last) = (ReportText.moment(analysed.lowerBound), ReportText.moment(analysed.upperBound))
      lines[0] += first == last ? ", analysed \(first)" : ", analysed from \(first) to \(last)"
      return lines
    }
  }

  /// The worst first.
  package private(set) var files: [File]
  package var missing: [Missing]
  /// Of all files together.
  package private(set) var categories: [ReportTotals.Category]

  package init(files: [File], missing: [Missing] = []) {
    self.files = files.enumerated().sorted {
      $0.element.isWorse(than: $1.element) || !$1.element.isWorse(than: $0.element) && $0.offset < $1.offset
    }.map(\.element)
    self.missing = missing
    categories = Dictionary(grouping: files.flatMap(\.totals.categories), by: \.category).map { category, totals in
      ReportTotals.Category(
        category: category, count: totals.reduce(0) { $0 + $1.count },
        dismissed: totals.reduce(0) { $0 + $1.dismissed },
        flagged: totals.reduce(.zero) { $0 + $1.flagged }, worstScore: totals.map(\.worstScore).max() ?? 0,
        worstSeverity: totals.compactMap(\.worstSeverity).max())
    }.sorted { ($1.flagged, $1.count, $0.category) < ($0.flagged, $0.count, $1.category) }
  }

  /// Of all files together.
  package var unjudged: UnjudgedSpeech { UnjudgedSpeech(files.flatMap(\.unjudged.parts)) }
  package var filesWithUnjudged: Int { files.count { !$0.unjudged.isEmpty } }

  /// That of most files first.
  package var origins: [Origin] {
    var origins: [Origin] = []
    var places: [FindingsOrigin: Int] = [:]
    for file in files {
      guard let origin = file.origin else { continue }
      let common = origin.common
      let place = places[common] ?? origins.count
      if place == origins.count {
        origins.append(Origin(origin: common, files: 0))
        places[common] = place
      }
      origins[place].files += 1
      guard let time = origin.analysed else { continue }
      let known = origins[place].analysed ?? time...time
      origins[place].analysed = min(known.lowerBound, time)...max(known.upperBound, time)
    }
    return origins.enumerated().sorted { ($1.element.files, $0.offset) < ($0.element.files, $1.offset) }.map(\.element)
  }

  package var count: Int { files.reduce(0) { $0 + $1.totals.count } }
  package var flagged: MediaTime { files.reduce(.zero) { $0 + $1.totals.flagged } }
  package var duration: MediaTime { files.reduce(.zero) { $0 + $1.media.duration } }
  package var filesWithFindings: Int { files.count { $0.totals.count > $0.totals.count(.dismissed) } }
  package func count(_ state: ReviewState) -> Int { files.reduce(0) { $0 + $1.totals.count(state) } }
}
