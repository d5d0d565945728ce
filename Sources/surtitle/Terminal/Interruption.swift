internal import Dispatch
internal import Foundation
internal import Library
internal import PluginHost
internal import Synchronization

/// Ctrl-C and SIGTERM: the first asks the work to stop, the second ends the program at once.
enum Interruption {
  /// How long the work may take to stop by itself. Users are promised two seconds, on a busy machine too.
  private static let patience = DispatchTimeInterval.seconds(1)

  private struct Work {
    /// Cancels what runs, by number.
    var tasks: [Int: @Sendable () -> Void] = [:]
    var next = 0
    var isInterrupted = false
    /// Made once: one that is taken back while the next is made may take the signal along.
    var sources: [any DispatchSourceSignal] = []
  }

  private static let work = Mutex(Work())
  private static let queue = DispatchQueue(label: "org.surtitle.signals")
  private static func makeSources() -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM, SIGHUP].compactMap { number in
      // Under nohup the end of the terminal is not the end of the work.
      let wasIgnored = unsafeBitCast(signal(number, SIG_IGN), to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
      if wasIgnored, number == SIGHUP { return nil }
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { interrupt() }
      source.resume()
      return source
    }
  }

  /// Runs `body` as a task that the signals cancel; also those that came since the last one ended.
  static func cancelling<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let task = Task { try await body() }
    let (number, isInterrupted) = work.withLock { work in
      if work.sources.isEmpty { work.sources = makeSources() }
      work.next += 1
      work.tasks[work.next] = { task.cancel() }
      return (work.next, work.isInterrupted)
    }
    defer { work.withLock { _ = $0.tasks.removeValue(forKey: number) } }
    if isInterrupted { task.cancel() }
    return try await task.value
  }

  private static func interrupt() {
    let (isSecond, tasks) = work.withLock { work in
      defer { work.isInterrupted = true }
      return (work.isInterrupted, Array(work.tasks.values))
    }
    if isSecond {
      leave()
      _exit(ExitStatus.interrupted.rawValue)
    }
    for cancel in tasks { cancel() }
    // Deliverables appear in one rename: there is nothing half-made to tidy up but temporary files.
    queue.asyncAfter(deadline: .now() + patience) {
      StatusLine.clearLeftover()
      StandardError.write("surtitle: interrupted; run again to go on\n")
      leave()
      _exit(ExitStatus.interrupted.rawValue)
    }
  }

  /// Takes what would stay behind: plug-ins first, which may write to what is removed.
  static func leave() {
    PluginSessions.endAll()
    WorkDirectory.removeAll()
  }
}
