/// What went wrong with a plug-in in a process of its own. It fails what the plug-in was asked for, nothing else.
package struct PluginFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure; new cases may come.
  package struct Code: Hashable, Sendable {
    let name: String
    /// The process could not be started.
    package static let launch = Code(name: "launch")
    /// It did not introduce itself, or not in time.
    package static let handshake = Code(name: "handshake")
    /// It speaks no version of the protocol that the host speaks.
    package static let version = Code(name: "version")
    /// It ended, or was ended, while it was asked something.
    package static let crash = Code(name: "crash")
    /// It wrote what is no message, or an answer to nothing.
    package static let garbage = Code(name: "garbage")
    /// It gave no sign of life for too long.
    package static let hang = Code(name: "hang")
    /// It answered with an error.
    package static let refusal = Code(name: "refusal")
    /// It failed so often that it is not started any more.
    package static let quarantine = Code(name: "quarantine")
  }

  package var code: Code
  package var plugin: String
  package var message: String
  /// The end of what it wrote to standard error.
  package var complaint: String

  init(_ code: Code, _ plugin: String, _ message: String, complaint: String = "") {
    (self.code, self.plugin) = (code, plugin)
    // Much of it may be of the plug-in's own making.
    self.message = message.printable(2_000)
    self.complaint = complaint
  }

  package var description: String { "the plug-in “\(plugin)” \(summary)" }

  /// What it did, and the last of what it said.
  var summary: String {
    let lines = complaint.split(separator: "\n").suffix(3).joined(separator: " / ")
    return message + (lines.isEmpty ? "" : "; it said: \(lines)")
  }
}

extension Duration {
  /// For people: `300 s`, `0.5 s`.
  var inSeconds: String {
    let seconds = self / .seconds(1)
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}

/// How long the host waits for a plug-in; while the machine sleeps, nothing counts.
package struct PluginPatience: Hashable, Sendable {
  /// From the start to the answer to `initialize`.
  package var start: Duration = .seconds(20)
  /// Without a part of an answer, progress or a log line.
  package var silence: Duration = .seconds(300)
  /// For an answer in all, however alive the plug-in is.
  package var request: Duration = .seconds(24 * 3600)
  /// For the answer to a request that was cancelled.
  package var cancellation: Duration = .seconds(5)
  /// For the answer to `shutdown`, and after that before SIGTERM.
  package var shutdown: Duration = .seconds(2)
  /// Between SIGTERM and SIGKILL.
  package var termination: Duration = .seconds(1)

  package init() {}
}
