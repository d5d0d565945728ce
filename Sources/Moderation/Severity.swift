/// How much a finding matters to who decides about it.
public enum Severity: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
  case low, medium, high, critical

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    case .critical: 3
    }
  }
}
