import PluginHost
import Testing

@Suite struct GateTests {
  /// How many are inside, and how many were at most.
  private actor Counter {
    private var inside = 0
    private(set) var most = 0

    func enter() {
      inside += 1
      most = max(most, inside)
    }

    func leave() { inside -= 1 }
  }

  @Test func letsOneThroughAtATime() async throws {
    let gate = Gate()
    let counter = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await gate.withTurn {
            await counter.enter()
            try await Task.sleep(for: .milliseconds(1))
            await counter.leave()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(await counter.most == 1)
  }

  @Test(.timeLimit(.minutes(1))) func letsACancelledTaskGo() async throws {
    let gate = Gate()
    try await gate.withTurn {
      let waiting = Task { try await gate.withTurn {} }
      try await Task.sleep(for: .milliseconds(10))
      waiting.cancel()
      await #expect(throws: CancellationError.self) { try await waiting.value }
    }
    try await gate.withTurn {}
  }

  @Test func opensAgainAfterAnError() async throws {
    struct Failure: Error {}
    let gate = Gate()
    await #expect(throws: Failure.self) { try await gate.withTurn { throw Failure() } }
    try await gate.withTurn {}
  }
}
