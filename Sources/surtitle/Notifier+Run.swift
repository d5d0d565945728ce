internal import Library
internal import Logging
internal import Notifications

extension Notifier {
  /// Delivers messages while `body` runs.
  func delivering<Value: Sendable>(while body: () async throws -> Value) async rethrows -> Value {
    let delivery = Task { await run() }
    defer { delivery.cancel() }
    return try await body()
  }

  /// Waits for the messages that can be delivered soon, and says what is left.
  func finish(_ logger: Logger) async {
    let left = await finish(within: .seconds(30))
    guard let error = left.compactMap(\.error).first else { return }
    logger.warning(
      "Messages are left; the next run or watch delivers them",
      metadata: ["messages": "\(left.count)", "error": "\(error)"])
  }
}
