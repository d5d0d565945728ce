/// Which windows are heard first: those that vote on the language, spread over the file.
package struct WindowPlan: Sendable {
  package let windows: [SpeechWindow]
  /// Indices of the windows that vote, for one worker each. There are no more shares than workers, so that none waits for
  /// a vote that nobody is free to cast.
  package let ballots: [[Int]]
  /// All others, in order; all, where they are heard one after the other.
  package let rest: [Int]

  /// - Parameters:
  ///   - votes: windows that vote at the most, whoever hears them. 0 where the language is known.
  ///   - inOrder: whether windows that voted are heard again, each after the one before it.
  package init(windows: [SpeechWindow], votes: Int, workers: Int, inOrder: Bool = false) {
    self.windows = windows
    let count = windows.count
    guard votes > 0, count > 0 else {
      ballots = []
      rest = Array(windows.indices)
      return
    }
    let votingCount = min(count, votes)
    let size = (votingCount + workers - 1) / workers
    let voting = (0..<votingCount).map { ($0 * 2 + 1) * count / (votingCount * 2) }
    ballots = stride(from: 0, to: votingCount, by: size).map {
      Array(voting[$0..<min($0 + size, votingCount)])
    }
    let chosen = inOrder ? [] : Set(voting)
    rest = windows.indices.filter { !chosen.contains($0) }
  }
}
