internal import Foundation
internal import Reporting

/// Nobody reads standard output any more: `surtitle plan | head`. No failure, but no reason to go on either.
struct BrokenPipe: Error {}

/// Results: what other programs read.
enum StandardOutput {
  /// Writes all of `text`, unbuffered.
  static func write(_ text: String) throws { try write(bytes: Array(text.utf8)) }

  static func write(bytes: [UInt8]) throws {
    guard writeAll(bytes, to: STDOUT_FILENO) else { throw BrokenPipe() }
  }

  /// Writes what others made, byte by byte, and to a terminal nothing of it that controls one.
  static func write(content: Data) throws {
    try write(bytes: Array(isatty(STDOUT_FILENO) == 1 ? TerminalText.harmless(content) : content))
  }
}

/// Words for people.
enum StandardError {
  /// Writes `text`; when nobody listens it is lost, as such words may be.
  static func write(_ text: String) { _ = writeAll(Array(text.utf8), to: STDERR_FILENO) }
}

private func writeAll(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    if count > 0 {
      rest = rest.dropFirst(count)
    } else if errno == EAGAIN {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&waiting, 1, 1000)
    } else if errno != EINTR {
      return false
    }
  }
  return true
}
