/// Which windows are decoded together, and which come first.
package struct BatchPlan: Sendable {
  let windows: [SpeechWindow]
  /// Indices of windows.
  package let batches: [[Int]]
  /// The first batches vote on the language: their windows are spread over the file. There are no more of them than
  /// workers, so that none waits for a vote that nobody is free to cast.
  package let votingBatches: Int

  /// - Parameter votes: windows that vote at the most. How the work is shared out does not change who they are, as long
  ///   as the workers together hold so many.
  package init(windows: [SpeechWindow], batchSize: Int, votes: Int, workers: Int) {
    self.windows = windows
    let count = windows.count
    // As many batches as keep every worker busy, none larger than allowed.
    let size = max(1, min(batchSize, (count + workers - 1) / workers))
    let votingCount = max(1, min(count, votes, size * workers))
    let voting = (0..<votingCount).map { ($0 * 2 + 1) * count / (votingCount * 2) }
    let chosen = Set(voting)
    func split(_ indices: [Int]) -> [[Int]] {
      stride(from: 0, to: indices.count, by: size).map { Array(indices[$0..<min($0 + size, indices.count)]) }
    }
    let first = split(voting)
    votingBatches = first.count
    batches = first + split(windows.indices.filter { !chosen.contains($0) })
  }
}
