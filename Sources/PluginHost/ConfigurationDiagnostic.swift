/// A setting that is wrong: found before any media is opened.
package struct ConfigurationDiagnostic: Error, Hashable, Sendable, CustomStringConvertible {
  /// JSON pointer to the setting: `/profiles/subtitles/plugins/subrip/bom`; empty for the whole document.
  package var pointer: String
  package var message: String
  /// Where the setting was made: a file, with line and column where they are known.
  package var place: String?

  package init(_ pointer: String, _ message: String, in place: String? = nil) {
    self.pointer = pointer
    self.message = message
    self.place = place
  }

  package var description: String {
    [place, pointer.isEmpty ? nil : pointer, message].compactMap { $0 }.joined(separator: ": ")
  }

  /// A key that nobody knows, with the one that was probably meant.
  package static func unknownKey(_ key: String, at pointer: String, known: some Sequence<String>)
    -> ConfigurationDiagnostic
  {
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
