import Speech
import Testing

struct BatchPlanTests {
  private func plan(_ count: Int, size: Int, votes: Int, workers: Int) -> BatchPlan {
    let islands = (0..<count).map { $0 * 1000..<$0 * 1000 + 900 }
    return BatchPlan(
      windows: SpeechWindow.pack(islands, capacity: 900), batchSize: size, votes: votes, workers: workers)
  }

  @Test(arguments: [1, 2, 3, 7, 8, 9, 16, 17, 100], [1, 2, 4, 16])
  func `every window is decoded once, in batches of the size allowed`(count: Int, workers: Int) {
    for (size, votes) in [(8, 8), (8, 3), (1, 8), (4, 8)] {
      let plan = plan(count, size: size, votes: votes, workers: workers)
      #expect(plan.batches.flatMap { $0 }.sorted() == Array(0..<count))
      #expect(plan.batches.allSatisfy { !$0.isEmpty && $0.count <= size })
      #expect(plan.batches[0].count <= votes)
    }
  }

  @Test func `those that vote are spread over the file`() {
    #expect(plan(100, size: 8, votes: 4, workers: 1).batches[0] == [12, 37, 62, 87])
    #expect(plan(3, size: 8, votes: 8, workers: 1).batches == [[0, 1, 2]])
  }

  @Test(arguments: [1, 2, 4, 8])
  func `who votes does not depend on the number of workers`(workers: Int) {
    let plan = plan(100, size: 8 / workers, votes: 8, workers: workers)
    #expect(plan.votingBatches == workers)
    #expect(plan.batches.prefix(workers).flatMap { $0 } == [6, 18, 31, 43, 56, 68, 81, 93])
  }

  @Test func `few windows are shared out between the workers`() {
    #expect(plan(4, size: 8, votes: 8, workers: 2).batches.map(\.count) == [2, 2])
    #expect(plan(2, size: 8, votes: 8, workers: 2).batches.map(\.count) == [1, 1])
  }
}
