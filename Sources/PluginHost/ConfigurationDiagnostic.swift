/// A setting that is wrong: found before any media is opened.
package struct ConfigurationDiagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// JSON pointer to the setting: `/profiles/subtitles/plugins/subrip/bom`; empty for the whole document.
  package var pointer: String
  package var message: String

  package init(_ pointer: String, _ message: String) {
    self.pointer = pointer
    self.message = message
  }

  package var description: String { pointer.isEmpty ? message : "\(pointer): \(message)" }

  /// A key that nobody knows, with the one that was probably meant.
  static func unknownKey(_ key: String, at pointer: String, known: some Sequence<String>) -> ConfigurationDiagnostic {
    let names = known.sorted()
    let advice =
      if let near = Spelling.nearest(to: key, in: names) {
        "did you mean “\(near)”?"
      } else if names.isEmpty {
        "there is nothing to set here"
      } else {
        "the settings here are \(names.joined(separator: ", "))"
      }
    return ConfigurationDiagnostic(pointer.appendingPointer(key), "unknown setting; \(advice)")
  }
}

/// Several wrong settings at once: people want to hear of all of them.
package struct ConfigurationDiagnostics: Error, Hashable, Sendable, CustomStringConvertible {
  package var diagnostics: [ConfigurationDiagnostic]

  package init(_ diagnostics: [ConfigurationDiagnostic]) {
    self.diagnostics = diagnostics
  }

  package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

extension String {
  /// This JSON pointer, one step further (RFC 6901).
  package func appendingPointer(_ key: String) -> String {
    self + "/"
      + key.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
      .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
  }
}
