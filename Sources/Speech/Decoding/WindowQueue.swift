package import Transcript

/// Hands out windows, and the language once it is known.
package actor WindowQueue {
  /// Windows whose worker must call `contribute` or `abandonVote`.
  package struct Ballot: Sendable {
    package var number: Int
    package var windows: [SpeechWindow]
  }

  private let plan: WindowPlan
  private var nextBallot = 0
  private var next = 0
  /// Windows that voted and must be heard again.
  private var returned: [SpeechWindow] = []
  private var done = 0
  private let report: @Sendable (Double) -> Void
  private var waiters: [CheckedContinuation<LanguageTag?, Never>] = []
  private var isDecided: Bool
  private var contributions: [Int: [LanguageVote.Ballot]] = [:]
  /// Likeliest first; what the user said, where they did.
  package private(set) var vote: [LanguageScore]

  /// - Parameter language: of a plan without votes.
  package init(plan: WindowPlan, language: LanguageTag?, report: @escaping @Sendable (Double) -> Void) {
    self.plan = plan
    self.report = report
    isDecided = plan.ballots.isEmpty
    vote = language.map { [LanguageScore($0, score: 1)] } ?? []
  }

  /// The next share of the vote, or nil when there are no more.
  package func ballot() -> Ballot? {
    guard nextBallot < plan.ballots.count else { return nil }
    defer { nextBallot += 1 }
    return Ballot(number: nextBallot, windows: plan.ballots[nextBallot].map { plan.windows[$0] })
  }

  /// Takes back windows that voted and could not be kept; before `contribute`, so that somebody gets them.
  package func giveBack(_ windows: [SpeechWindow]) {
    returned += windows
  }

  /// The next window, or nil when there are no more.
  package func window() -> SpeechWindow? {
    if let window = returned.popLast() { return window }
    guard next < plan.rest.count else { return nil }
    defer { next += 1 }
    return plan.windows[plan.rest[next]]
  }

  /// Takes a share of the vote; the last one decides.
  package func contribute(_ ballots: [LanguageVote.Ballot], of share: Int) {
    contributions[share] = ballots
    guard !isDecided, contributions.count == plan.ballots.count else { return }
    // In the order of the shares, not of their arrival: sums of floats depend on it.
    let ballots = contributions.sorted { $0.key < $1.key }.flatMap(\.value)
    let scores = LanguageVote.count(ballots.map(\.languages), weights: ballots.map(\.weight))
    // A model without language tokens knows English alone.
    decide(scores.isEmpty ? [LanguageScore("en", score: 1)] : scores)
  }

  /// Ends the vote without a result: nobody may wait for a part that will not come.
  package func abandonVote() {
    if !isDecided { decide([]) }
  }

  /// Waits for the vote; nil where it was abandoned.
  package func language() async -> LanguageTag? {
    if isDecided { return vote.first?.language }
    return await withCheckedContinuation { waiters.append($0) }
  }

  package func finished(_ count: Int) {
    done += count
    report(Double(done) / Double(plan.windows.count))
  }

  private func decide(_ scores: [LanguageScore]) {
    vote = scores
    isDecided = true
    for waiter in waiters { waiter.resume(returning: scores.first?.language) }
    waiters = []
  }
}
