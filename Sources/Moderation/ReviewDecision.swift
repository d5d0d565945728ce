/// What somebody decided about a finding.
public struct ReviewDecision: Hashable, Sendable, Codable {
  public var state: ReviewState
  /// Who: `ada@studio`.
  public var by: String
  /// When: milliseconds since 1970, UTC.
  public var time: Int64
  /// Why; empty where nobody asked.
  public var reason: String

  public init(state: ReviewState, by: String, time: Int64, reason: String = "") {
    (self.state, self.by, self.time, self.reason) = (state, by, time, reason)
  }
}
