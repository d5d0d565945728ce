import Pipeline
import Synchronization
import Testing

@Suite struct GateTests {
  @Test func letsOneThroughAtATime() async throws {
    let gate = Gate()
    let inside = Mutex(0)
    let most = Mutex(0)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try await gate.withTurn {
            let count = inside.withLock { $0 += 1; return $0 }
            most.withLock { $0 = max($0, count) }
            try await Task.sleep(for: .milliseconds(1))
            inside.withLock { $0 -= 1 }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(most.withLock { $0 } == 1)
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
