/// Who is told when the work on a file ends, also when there was nothing to do.
package struct NotifySettings: Hashable, Sendable, Codable {
  /// The address that messages are posted to, `https://…`; empty for none.
  package var webhook = ""
  /// Where the secret is that messages are signed with: `env:NAME` or `file:/path`; empty for no signature.
  package var secret = ""
  /// A program and its arguments, which gets the message on its standard input; empty for none.
  package var command: [String] = []
  /// What is told of: `done`, `up-to-date`, `skipped`, `failed`.
  package var on = FileReport.Status.allCases.map(\.rawValue)
  /// Seconds that a try may take.
  package var timeout = 30.0

  package init() {}
}
