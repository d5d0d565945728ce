import Transcript

/// Hands out batches, and the language once it is known.
actor BatchQueue {
  /// A batch of windows.
  struct Batch: Sendable {
    var number: Int
    var windows: [(index: Int, window: SpeechWindow)]
    /// Whether its worker must call `contribute` or `abandonVote`.
    var isVoting: Bool
  }

  private let plan: BatchPlan
  private var next = 0
  private var done = 0
  private let report: @Sendable (Double) -> Void
  private var waiters: [CheckedContinuation<LanguageTag?, Never>] = []
  private var isDecided: Bool
  private var contributions: [Int: [LanguageVote.Ballot]] = [:]
  /// Likeliest first; what the user said, where they did.
  private(set) var vote: [LanguageScore]

  init(plan: BatchPlan, language: LanguageTag?, report: @escaping @Sendable (Double) -> Void) {
    self.plan = plan
    self.report = report
    isDecided = language != nil
    vote = language.map { [LanguageScore($0, score: 1)] } ?? []
  }

  /// The next batch, or nil when there are no more.
  func take() -> Batch? {
    guard next < plan.batches.count else { return nil }
    defer { next += 1 }
    return Batch(
      number: next, windows: plan.batches[next].map { ($0, plan.windows[$0]) },
      isVoting: next < plan.votingBatches && !isDecided)
  }

  /// Takes a batch's part of the vote; the last part decides.
  func contribute(_ ballots: [LanguageVote.Ballot], of batch: Int) {
    contributions[batch] = ballots
    guard !isDecided, contributions.count == plan.votingBatches else { return }
    // In the order of the batches, not of their arrival: sums of floats depend on it.
    let ballots = contributions.sorted { $0.key < $1.key }.flatMap(\.value)
    let scores = LanguageVote.count(ballots.map(\.languages), weights: ballots.map(\.weight))
    // A model without language tokens knows English alone.
    decide(scores.isEmpty ? [LanguageScore("en", score: 1)] : scores)
  }

  /// Ends the vote without a result: nobody may wait for a part that will not come.
  func abandonVote() {
    if !isDecided { decide([]) }
  }

  /// Waits for the vote; nil where it was abandoned.
  func language() async -> LanguageTag? {
    if isDecided { return vote.first?.language }
    return await withCheckedContinuation { waiters.append($0) }
  }

  func finished(_ count: Int) {
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
