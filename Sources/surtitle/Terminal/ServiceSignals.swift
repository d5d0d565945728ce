internal import Dispatch
internal import Foundation
internal import Library
internal import Synchronization

/// The signals of a program that runs on and on: SIGTERM and Ctrl-C ask it to end, a second one ends it at once, SIGHUP
/// asks it to read its configuration anew.
struct ServiceSignals {
  private let sources: [any DispatchSourceSignal]

  init(onStop: @escaping @Sendable () async -> Void, onReload: @escaping @Sendable () async -> Void) {
    let isStopping = Mutex(false)
    let queue = DispatchQueue(label: "org.surtitle.service-signals")
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if number == SIGHUP {
          Task { await onReload() }
          return
        }
        let isSecond = isStopping.withLock { stopping in
          defer { stopping = true }
          return stopping
        }
        if isSecond {
          WorkDirectory.removeAll()
          _exit(ExitStatus.interrupted.rawValue)
        } else {
          Task { await onStop() }
        }
      }
      source.resume()
      return source
    }
  }

  func cancel() { for source in sources { source.cancel() } }
}
