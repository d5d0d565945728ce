package import PluginHost
internal import Yams

extension JSONValue {
  /// For people who prefer YAML: keys in order, `version` first. Readers of YAML 1.1 understand it alike, since words
  /// that they take for true or false are in quotes.
  package var yaml: String {
    // Emitting fails only for lack of memory.
    (try? Yams.serialize(node: Self.node(self), indent: 2, width: -1, allowUnicode: true)) ?? ""
  }

  private static func node(_ value: JSONValue) -> Node {
    switch value {
    case .null, .bool, .integer, .number: Node(value.canonical, .implicit, .plain)
    case .string(let text): Node(text, .implicit, isPlain(text) ? .plain : .doubleQuoted)
    case .array(let elements):
      Node(elements.map(node), .implicit, elements.allSatisfy(\.isScalar) ? .flow : .block)
    case .object(let members):
      Node(
        members.sorted { ($0.key == "version" ? 0 : 1, $0.key) < ($1.key == "version" ? 0 : 1, $1.key) }
          .map { (node(.string($0)), node($1)) }, .implicit, members.isEmpty ? .flow : .block)
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  /// Whether no reader takes `text` for anything but text.
  private static func isPlain(_ text: String) -> Bool {
    text.wholeMatch(of: /[A-Za-z]([A-Za-z0-9 .\/_-]*[A-Za-z0-9])?/) != nil
      && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
  }
}
