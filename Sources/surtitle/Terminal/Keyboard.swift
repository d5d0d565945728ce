internal import Foundation

/// A terminal from which keys are read one by one, without being shown.
final class Keyboard {
  private let original: termios

  /// Nil where standard input is no terminal.
  init?() {
    var state = termios()
    guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &state) == 0 else { return nil }
    original = state
  }

  /// The next key; nil at the end of input, for Ctrl-C and Ctrl-D.
  func key() -> Character? {
    var raw = original
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    withUnsafeMutableBytes(of: &raw.c_cc) { $0[Int(VMIN)] = 1 }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
    defer { restore() }
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1, byte != 3, byte != 4 else { return nil }
      return Character(Unicode.Scalar(byte)).lowercased().first
    }
  }

  /// A line that is typed, without its end; nil at the end of input.
  func line() -> String? { readLine() }

  private func restore() {
    var state = original
    tcsetattr(STDIN_FILENO, TCSADRAIN, &state)
  }
}
