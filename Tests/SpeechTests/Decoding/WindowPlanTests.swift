import Speech
import Testing

struct WindowPlanTests {
  private func plan(_ count: Int, votes: Int, workers: Int) -> WindowPlan {
    let islands = (0..<count).map { $0 * 1000..<$0 * 1000 + 900 }
    return WindowPlan(windows: SpeechWindow.pack(islands, capacity: 900), votes: votes, workers: workers)
  }

  @Test(arguments: [0, 1, 2, 3, 7, 8, 9, 16, 17, 100], [1, 2, 4, 16])
  func `every window is heard once, and there are no more shares of the vote than workers`(count: Int, workers: Int) {
    for votes in [0, 3, 8] {
      let plan = plan(count, votes: votes, workers: workers)
      #expect((plan.ballots.flatMap { $0 } + plan.rest).sorted() == Array(0..<count))
      #expect(plan.ballots.allSatisfy { !$0.isEmpty })
      #expect(plan.ballots.count <= workers && plan.ballots.reduce(0) { $0 + $1.count } == min(count, votes))
      #expect(plan.rest == plan.rest.sorted())
    }
  }

  @Test func `those that vote are spread over the file`() {
    #expect(plan(100, votes: 4, workers: 1).ballots == [[12, 37, 62, 87]])
    #expect(plan(3, votes: 8, workers: 1).ballots == [[0, 1, 2]])
    #expect(plan(4, votes: 8, workers: 2).ballots.map(\.count) == [2, 2])
  }

  @Test(arguments: [1, 2, 4, 8])
  func `who votes does not depend on the number of workers`(workers: Int) {
    let plan = plan(100, votes: 8, workers: workers)
    #expect(plan.ballots.count == workers)
    #expect(plan.ballots.flatMap { $0 } == [6, 18, 31, 43, 56, 68, 81, 93])
  }

  @Test func `nobody votes on a language that is known`() {
    #expect(plan(5, votes: 0, workers: 2).ballots.isEmpty)
    #expect(plan(5, votes: 0, workers: 2).rest == [0, 1, 2, 3, 4])
  }

  @Test func `windows that are heard in order are all heard, those that voted again`() {
    let islands = (0..<20).map { $0 * 1000..<$0 * 1000 + 900 }
    let plan = WindowPlan(
      windows: SpeechWindow.pack(islands, capacity: 900), votes: 4, workers: 1, inOrder: true)
    #expect(plan.ballots.flatMap { $0 }.count == 4)
    #expect(plan.rest == Array(0..<20))
  }
}
