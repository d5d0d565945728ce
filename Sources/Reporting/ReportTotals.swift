package import Moderation
package import Timeline

/// What findings add up to. Those that somebody dismissed are counted as such and in nothing else.
package struct ReportTotals: Hashable, Sendable {
  /// The findings of one category.
  package struct Category: Hashable, Sendable {
    package var category: String
    /// All, dismissed ones included.
    package var count: Int
    package var dismissed: Int
    /// Time that is covered by any, overlaps counted once.
    package var flagged: MediaTime
    /// 0…1, the highest.
    package var worstScore: Double
    package var worstSeverity: Severity?
  }

  package var count = 0
  package var states: [ReviewState: Int] = [:]
  package var severities: [Severity: Int] = [:]
  package var flagged = MediaTime.zero
  package var worstScore = 0.0
  package var worstSeverity: Severity?
  /// The one with the most time first.
  package var categories: [Category] = []

  package init(_ rows: [ReportRow]) {
    count = rows.count
    for row in rows { states[row.state, default: 0] += 1 }
    let open = rows.filter(\.isOpen)
    for row in open {
      if let severity = row.severity { severities[severity, default: 0] += 1 }
    }
    flagged = Self.covered(open)
    worstScore = open.map(\.score).max() ?? 0
    worstSeverity = open.compactMap(\.severity).max()
    categories = Dictionary(grouping: rows, by: \.category).map { category, rows in
      let open = rows.filter(\.isOpen)
      return Category(
        category: category, count: rows.count, dismissed: rows.count - open.count, flagged: Self.covered(open),
        worstScore: open.map(\.score).max() ?? 0, worstSeverity: open.compactMap(\.severity).max())
    }.sorted { ($1.flagged, $1.count, $0.category) < ($0.flagged, $0.count, $1.category) }
  }

  package func count(_ state: ReviewState) -> Int { states[state] ?? 0 }

  private static func covered(_ rows: [ReportRow]) -> MediaTime {
    spans(rows.map(\.range)).reduce(.zero) { $0 + $1.duration }
  }

  /// The same time in ranges that neither overlap nor touch, in order.
  package static func spans(_ ranges: [TimeRange]) -> [TimeRange] {
    var spans: [TimeRange] = []
    for range in ranges.sorted(by: { $0.start < $1.start }) where !range.isEmpty {
      if let last = spans.last, range.start <= last.end {
        spans[spans.count - 1].end = max(last.end, range.end)
      } else {
        spans.append(range)
      }
    }
    return spans
  }
}
