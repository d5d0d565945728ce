import Foundation

/// Runs long C calls on a thread of their own, so that they never hold up the cooperative pool.
enum OwnThread {
  /// Decoders keep their tables on the heap; 2 MiB leave room for the deepest of them.
  private static let stackSize = 2 << 20

  /// The result of `body`, run on a new thread. Cancelling the calling task cancels `cancellation`.
  static func run<Value: Sendable>(
    name: String, cancellation: Cancellation, _ body: @escaping @Sendable () throws(MediaError) -> Value
  ) async throws(MediaError) -> Value {
    let result: Result<Value, MediaError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let thread = Thread {
          let result: Result<Value, MediaError>
          do throws(MediaError) {
            result = .success(try body())
          } catch {
            result = .failure(error)
          }
          continuation.resume(returning: result)
        }
        thread.name = name
        thread.stackSize = stackSize
        thread.start()
      }
    } onCancel: {
      cancellation.cancel()
    }
    return try result.get()
  }
}
