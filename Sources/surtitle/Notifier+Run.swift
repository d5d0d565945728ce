internal import Library
internal import Logging
internal import Notifications
internal import Synchronization

extension Notifier {
  /// Seconds that what is on its way gets to arrive when everything else has ended.
  private static let patience = Duration.seconds(30)

  /// Delivers messages while `body` runs. What is on its way then arrives, unless it takes too long or the task is
  /// cancelled.
  func delivering<Value: Sendable>(while body: () async throws -> Value) async rethrows -> Value {
    let isOver = Flag()
    let delivery = Task { await run(until: { isOver.isSet }) }
    defer { delivery.cancel() }
    let value = try await body()
    isOver.set()
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await withTaskCancellationHandler {
          await delivery.value
        } onCancel: {
          delivery.cancel()
        }
      }
      group.addTask { try? await Task.sleep(for: Self.patience) }
      await group.next()
      group.cancelAll()
    }
    return value
  }

  /// Waits for the messages that can be delivered soon, and says what is left.
  func finish(_ logger: Logger) async {
    let left = await finish(within: Self.patience)
    guard let error = left.error else { return }
    logger.warning(
      "Messages are left; the next run or watch delivers them",
      metadata: ["messages": "\(left.count)", "error": "\(error)"])
  }

  private final class Flag: Sendable {
    private let value = Mutex(false)
    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
  }
}
