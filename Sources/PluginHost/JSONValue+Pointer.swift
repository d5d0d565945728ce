extension JSONValue {
  /// What stands at a JSON pointer (RFC 6901) into this value; nil where nothing does.
  package subscript(pointer pointer: String) -> JSONValue? {
    var value = self
    for step in pointer.pointerSteps {
      switch value {
      case .object(let members):
        guard let member = members[step] else { return nil }
        value = member
      case .array(let elements):
        guard let index = Int(step), elements.indices.contains(index) else { return nil }
        value = elements[index]
      default: return nil
      }
    }
    return value
  }
}

extension String {
  /// This JSON pointer, one step further (RFC 6901).
  package func appendingPointer(_ key: String) -> String {
    self + "/"
      + key.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
      .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
  }

  /// The keys and indices of this JSON pointer.
  package var pointerSteps: [String] {
    split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { step in
      step.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
        .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
    }
  }

  /// This JSON pointer without its last step; nil for that to the whole document.
  package var parentPointer: String? { lastIndex(of: "/").map { String(self[..<$0]) } }
}
