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

  /// The next key of ASCII; nil at the end of input, for Ctrl-C and Ctrl-D. Keys that send more than a byte, such as arrows,
  /// are passed over as a whole: their last byte is a letter.
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
      if byte == 0x1B {
        passOverSequence(&raw)
      } else if byte < 0x80 {
        return Character(Unicode.Scalar(byte)).lowercased().first
      }
    }
  }

  /// Reads what follows ESC at once: `[` or `O` and all up to a letter or `~`. The key ESC itself has nothing after it.
  private func passOverSequence(_ raw: inout termios) {
    withUnsafeMutableBytes(of: &raw.c_cc) { ($0[Int(VMIN)], $0[Int(VTIME)]) = (0, 1) }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
    var byte: UInt8 = 0
    var isFirst = true
    while read(STDIN_FILENO, &byte, 1) == 1 {
      let isIntroduced = isFirst && (byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O"))
      if !isIntroduced, (0x40...0x7E).contains(byte) { break }
      isFirst = false
    }
    withUnsafeMutableBytes(of: &raw.c_cc) { ($0[Int(VMIN)], $0[Int(VTIME)]) = (1, 0) }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
  }

  /// A line that is typed, without its end; nil at the end of input.
  func line() -> String? { readLine() }

  private func restore() {
    var state = original
    tcsetattr(STDIN_FILENO, TCSADRAIN, &state)
  }
}
