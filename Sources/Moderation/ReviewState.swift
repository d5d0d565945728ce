/// What people think of a finding.
public enum ReviewState: String, Hashable, Sendable, Codable, CaseIterable {
  /// Nobody decided yet.
  case new
  /// It is what it says.
  case confirmed
  /// It is none, or does not matter.
  case dismissed
  /// Somebody else is to decide.
  case escalated
}
