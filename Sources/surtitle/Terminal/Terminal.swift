internal import Foundation

/// What standard error can show.
struct Terminal {
  /// Whether a person watches: progress is shown only then.
  let isInteractive: Bool
  let hasColour: Bool

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let isDumb = environment["TERM"] == "dumb"
    isInteractive = isatty(STDERR_FILENO) == 1 && !isDumb
    // no-color.org: any value that is not empty.
    hasColour = isInteractive && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Columns; asked anew each time since windows are resized.
  var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  enum Colour: String { case green = "32", yellow = "33", red = "31", faint = "2" }

  func coloured(_ text: String, _ colour: Colour) -> String {
    hasColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }

  /// Goes to the start of the line and clears it.
  static let clearLine = "\r\u{1B}[K"
}
