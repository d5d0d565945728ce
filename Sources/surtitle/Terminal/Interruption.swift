internal import Dispatch
internal import Foundation
internal import Library
internal import PluginHost
internal import Synchronization

/// Ctrl-C and SIGTERM: the first asks the work to stop, the second ends the program at once.
enum Interruption {
  /// How long the work may take to stop by itself. Users are promised two seconds, on a busy machine too.
  private static let patience = DispatchTimeInterval.seconds(1)

  /// Runs `body` as a task that the signals cancel.
  static func cancelling<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let task = Task { try await body() }
    let queue = DispatchQueue(label: "org.surtitle.signals")
    let isSecond = Mutex(false)
    let sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number -> (any DispatchSourceSignal)? in
      // Under nohup the end of the terminal is not the end of the work.
      let wasIgnored = unsafeBitCast(signal(number, SIG_IGN), to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
      if wasIgnored, number == SIGHUP { return nil }
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        let ends = isSecond.withLock { second in
          defer { second = true }
          return second
        }
        if ends {
          leave()
          _exit(ExitStatus.interrupted.rawValue)
        }
        task.cancel()
        // Deliverables appear in one rename: there is nothing half-made to tidy up but temporary files.
        queue.asyncAfter(deadline: .now() + patience) {
          StatusLine.clearLeftover()
          StandardError.write("surtitle: interrupted; run again to go on\n")
          leave()
          _exit(ExitStatus.interrupted.rawValue)
        }
      }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    return try await task.value
  }

  /// Takes what would stay behind: plug-ins first, which may write to what is removed.
  static func leave() {
    PluginSessions.endAll()
    WorkDirectory.removeAll()
  }
}
