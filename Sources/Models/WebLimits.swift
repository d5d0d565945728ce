/// How long to wait for a server.
package struct WebLimits: Hashable, Sendable {
  /// Until the first line of the answer: name look-up, connection, TLS and redirects included. Five seconds are
  /// several round trips of the slowest satellite link, and short enough to try the next source.
  package var response: Duration
  /// Between two blocks of the body.
  package var silence: Duration
  /// Before a broken transfer is continued.
  package var pause: Duration

  package init(
    response: Duration = .seconds(5), silence: Duration = .seconds(30), pause: Duration = .seconds(1)
  ) {
    self.response = response
    self.silence = silence
    self.pause = pause
  }
}
