internal import Foundation
internal import Glibc
internal import Logging
internal import PluginProtocol
internal import Synchronization

/// The lines that the host writes. What this program reads otherwise, or another that it starts, is at its end at once.
struct HostInput {
  private let descriptor: Int32

  init() {
    descriptor = privateCopy(of: STDIN_FILENO)
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    // The copy is for programs that this one starts as well.
    dup2(nothing, STDIN_FILENO)
    close(nothing)
  }

  /// Ends where the input ends, or where nothing after it can be relied on.
  func lines() -> AsyncStream<Data> {
    let (lines, continuation) = AsyncStream<Data>.makeStream()
    // Reading blocks: a thread of its own.
    let thread = Thread { [descriptor] in
      var buffer = LineBuffer()
      var part = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = part.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count > 0, let ended = try? buffer.append(part.prefix(count)) else { break }
        for line in ended { continuation.yield(line) }
      }
      continuation.finish()
    }
    thread.start()
    return lines
  }
}

/// The way to the host. What this program prints otherwise goes to standard error.
final class HostOutput: Sendable {
  private let descriptor: Mutex<Int32>

  init() {
    // A host that is gone is noticed at the end of the input.
    signal(SIGPIPE, SIG_IGN)
    let output = privateCopy(of: STDOUT_FILENO)
    dup2(STDERR_FILENO, STDOUT_FILENO)
    descriptor = Mutex(output)
  }

  func answer(_ id: MessageID, _ result: some Encodable) {
    do {
      write(try OutgoingMessage.response(id, result))
    } catch {
      refuse(id, RemoteError(.internalError, "the result cannot be written: \(error)"))
    }
  }

  func refuse(_ id: MessageID?, _ error: RemoteError) { write(try? OutgoingMessage.failure(id, error)) }

  func tell(_ method: String, _ params: some Encodable) { write(try? OutgoingMessage.notification(method, params)) }

  private func write(_ line: Data?) {
    guard let line else { return }
    descriptor.withLock { descriptor in
      line.withUnsafeBytes { bytes in
        var rest = bytes
        while !rest.isEmpty {
          let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
          if count < 0 && errno == EINTR { continue }
          guard count > 0 else { return }
          rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
      }
    }
  }
}

/// A descriptor that programs which this one starts do not have: they would keep the host waiting, or speak to it.
private func privateCopy(of descriptor: Int32) -> Int32 { fcntl(descriptor, F_DUPFD_CLOEXEC, 3) }

/// Sends what is logged to the host.
struct HostLogHandler: LogHandler {
  let output: HostOutput
  var metadata: Logger.Metadata = [:]
  // The host decides what is shown.
  var logLevel: Logger.Level = .debug

  init(output: HostOutput) { self.output = output }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let level: LogParams.Level =
      switch event.level {
      case .trace, .debug: .debug
      case .info, .notice: .info
      case .warning: .warning
      case .error, .critical: .error
      }
    output.tell(Method.log, LogParams(level: level, message: "\(event.message)"))
  }
}
