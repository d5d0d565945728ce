internal import Dispatch
internal import Foundation
internal import Synchronization

/// The signals of a program that runs on and on: SIGTERM and Ctrl-C ask it to end, a second one ends it at once, SIGHUP
/// asks it to read its configuration anew.
struct ServiceSignals {
  private let sources: [any DispatchSourceSignal]
  /// One at a time, so that the last one asked for is the one that holds.
  private let reloading: Task<Void, Never>

  init(onStop: @escaping @Sendable () async -> Void, onReload: @escaping @Sendable () async -> Void) {
    let isStopping = Mutex(false)
    let (requests, reloads) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    reloading = Task { for await _ in requests { await onReload() } }
    let queue = DispatchQueue(label: "org.surtitle.service-signals")
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if number == SIGHUP {
          reloads.yield()
          return
        }
        let isSecond = isStopping.withLock { stopping in
          defer { stopping = true }
          return stopping
        }
        if isSecond {
          Interruption.leave()
          _exit(ExitStatus.interrupted.rawValue)
        } else {
          Task { await onStop() }
        }
      }
      source.resume()
      return source
    }
  }

  func cancel() {
    for source in sources { source.cancel() }
    reloading.cancel()
  }
}
