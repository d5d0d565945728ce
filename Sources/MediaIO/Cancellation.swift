import Synchronization

/// A request to stop that blocking calls look at, at least five times a second.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// From any thread, any number of times; cannot be undone.
  public func cancel() { flag.store(true, ordering: .relaxed) }
}
