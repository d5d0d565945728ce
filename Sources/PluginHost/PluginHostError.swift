/// Why the host cannot use a plug-in.
package struct PluginHostError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure; new cases may come.
  package struct Code: Hashable, Sendable {
    let name: String
    /// Nobody has this name.
    package static let unknown = Code(name: "unknown")
    /// Two plug-ins with one name.
    package static let duplicate = Code(name: "duplicate")
  }

  package var code: Code
  package var message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }

  static func unknownPlugin(_ name: String, known: [String]) -> PluginHostError {
    PluginHostError(.unknown, "there is no plug-in “\(name)”; \(advice(name, known))")
  }

  static func unknownOutput(_ name: String, known: [String]) -> PluginHostError {
    PluginHostError(.unknown, "no plug-in writes “\(name)”; \(advice(name, known))")
  }

  private static func advice(_ name: String, _ known: [String]) -> String {
    if let near = Spelling.nearest(to: name, in: known) { return "did you mean “\(near)”?" }
    return "there are \(known.joined(separator: ", "))"
  }
}
