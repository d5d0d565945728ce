/// Lets so many tasks through at a time, in the order in which they came. A cancelled task stops waiting.
package actor Gate {
  private var free: Int
  private var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
  private var nextTicket: UInt64 = 0

  /// - Parameter places: 1 or more.
  package init(places: Int = 1) { free = places }

  /// Runs `body` when there is a place.
  package nonisolated func withTurn<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
    try await enter()
    do {
      let value = try await body()
      await leave()
      return value
    } catch {
      await leave()
      throw error
    }
  }

  private func enter() async throws {
    try Task.checkCancellation()
    guard free == 0 else {
      free -= 1
      return
    }
    let ticket = nextTicket
    nextTicket += 1
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiting.append((ticket, $0)) }
    } onCancel: {
      // Runs on this actor after the ticket was added, since adding it does not suspend.
      Task { await abandon(ticket) }
    }
  }

  private func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().continuation.resume() }
  }

  private func abandon(_ ticket: UInt64) {
    guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
    waiting.remove(at: index).continuation.resume(throwing: CancellationError())
  }
}
