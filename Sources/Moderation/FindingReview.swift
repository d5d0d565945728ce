/// A finding's identity, and what was decided about it last.
public struct FindingReview: Hashable, Sendable, Codable {
  public var identity: FindingIdentity
  /// Nil where nobody decided yet, and where what was decided was taken back.
  public var decision: ReviewDecision?

  public init(identity: FindingIdentity, decision: ReviewDecision? = nil) {
    (self.identity, self.decision) = (identity, decision)
  }

  public var state: ReviewState { decision?.state ?? .new }
}
