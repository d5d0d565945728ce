internal import Foundation
internal import Synchronization

/// The last line of a terminal, written over and over while something is under way.
final class StatusLine: Sendable {
  private let terminal: Terminal
  private let isShown: Bool
  private let lastShown = Mutex(ContinuousClock.now - .seconds(1))

  init(terminal: Terminal, isShown: Bool) {
    self.terminal = terminal
    self.isShown = isShown
  }

  /// Shows `text`, at most ten times a second.
  func show(_ text: @autoclosure () -> String) {
    guard isShown else { return }
    let isDue = lastShown.withLock { last in
      let now = ContinuousClock.now
      guard now - last >= .milliseconds(100) else { return false }
      last = now
      return true
    }
    if isDue { StandardError.write(Terminal.clearLine + String(text().prefix(max(10, terminal.width - 1)))) }
  }

  /// Clears what any status line left before the last words of the program.
  static func clearLeftover() {
    if Terminal().isInteractive { StandardError.write(Terminal.clearLine) }
  }

  func clear() {
    if isShown { StandardError.write(Terminal.clearLine) }
  }
}
