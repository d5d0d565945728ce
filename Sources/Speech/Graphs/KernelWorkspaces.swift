import Dispatch
import Synchronization

/// Memory that kernels calculate in, a workspace for each that runs at the same time. It is kept from one call to the
/// next: the system would hand it out page by page every time.
package final class KernelWorkspaces: Sendable {
  /// What the threads of one kernel work in.
  ///
  /// SAFETY: whoever borrowed it is its only user, and gives each thread a part of its own.
  package final class Workspace: @unchecked Sendable {
    package let shared: UnsafeMutableRawPointer
    private let own: [UnsafeMutableRawPointer]

    fileprivate init(shared: Int, own: Int, threads: Int) {
      self.shared = .allocate(byteCount: shared, alignment: 64)
      self.own = (0..<max(1, threads)).map { _ in .allocate(byteCount: own, alignment: 64) }
    }

    deinit {
      for memory in [shared] + own { memory.deallocate() }
    }

    /// Shares `0..<count` out among the threads, in parts that begin at a multiple of `unit`, and waits for all. Each part
    /// gets the own memory of a thread.
    package func share(_ count: Int, by unit: Int, _ body: @Sendable (Range<Int>, UnsafeMutableRawPointer) -> Void) {
      let units = (count + unit - 1) / unit
      let parts = min(own.count, units)
      guard parts > 1 else { return body(0..<count, own[0]) }
      DispatchQueue.concurrentPerform(iterations: parts) { part in
        let start = part * units / parts * unit
        let end = min(count, (part + 1) * units / parts * unit)
        body(start..<end, own[part])
      }
    }
  }

  private let shared: Int
  private let own: Int
  private let threads: Int
  private let idle = Mutex<[Workspace]>([])

  /// - Parameters:
  ///   - shared: bytes that all threads of a kernel use together.
  ///   - own: bytes for each of its threads.
  package init(shared: Int, own: Int, threads: Int) {
    (self.shared, self.own, self.threads) = (shared, own, threads)
  }

  /// Lends a workspace that nobody else uses.
  package func lend(_ body: (Workspace) -> Void) {
    let workspace = idle.withLock { $0.popLast() } ?? Workspace(shared: shared, own: own, threads: threads)
    body(workspace)
    idle.withLock { $0.append(workspace) }
  }
}
