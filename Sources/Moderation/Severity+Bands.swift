extension Severity {
  /// The highest band that `score` reaches, `low` where it reaches none: for what is reported anyhow.
  ///
  /// - Parameter bands: the least score of each.
  public init(score: Double, bands: [Severity: Double]) {
    self = Severity.allCases.last { bands[$0].map { score >= $0 } ?? false } ?? .low
  }
}
