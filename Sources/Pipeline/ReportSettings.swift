/// Which findings are reported: by exporters that need findings, by `report` and by `review`. What else is done with
/// findings, such as masking, bleeping, marking words and naming sounds, does not depend on it.
///
/// Here and not among the settings of each exporter, so that a page, a table and markers of one file say the same.
/// Categories are named as annotators name them; `vocabulary.*` stands for all that begin so, `*` for all. The nearest
/// name counts: the whole, then the longest beginning, then `*`.
package struct ReportSettings: Hashable, Sendable, Codable {
  /// Scores from which findings are reported, 0…1, by category. Empty: annotators have thresholds of their own.
  package var thresholds: [String: Double] = [:]
  /// Severities from which findings are reported, by category: low, medium, high, critical. A finding whose annotator
  /// does not say how much it matters is reported in any case.
  package var severities: [String: String] = [:]
  /// Categories of which nothing is reported.
  package var hidden: [String] = []

  package init() {}
}
