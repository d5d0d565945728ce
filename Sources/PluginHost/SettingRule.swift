/// What a setting of a plug-in in a process of its own may be: the part of JSON Schema (2020-12) that settings need.
struct SettingRule: Sendable {
  /// JSON types by the names that JSON Schema has for them.
  enum Kind: String, Sendable, CaseIterable {
    case null, boolean, integer, number, string, array, object

    /// `a whole number`: for messages.
    var title: String {
      switch self {
      case .null: "null"
      case .boolean: "true or false"
      case .integer: "a whole number"
      case .number: "a number"
      case .string: "a text"
      case .array: "a list"
      case .object: "an object"
      }
    }

    func agrees(with value: JSONValue) -> Bool {
      switch (self, value) {
      case (.null, .null), (.boolean, .bool), (.integer, .integer), (.number, .integer), (.number, .number): true
      case (.string, .string), (.array, .array), (.object, .object): true
      default: false
      }
    }
  }

  var kinds: [Kind] = []
  var choices: [JSONValue]?
  var minimum: Double?
  var maximum: Double?
  /// Characters of a text, or elements of a list.
  var longest: Int?
  /// What each element of a list may be.
  indirect enum Elements: Sendable {
    case any
    case rule(SettingRule)
  }
  var elements = Elements.any

  /// What is wrong with a value.
  func diagnose(_ value: JSONValue, _ pointer: String) -> [ConfigurationDiagnostic] {
    if !kinds.isEmpty, !kinds.contains(where: { $0.agrees(with: value) }) {
      let wanted = kinds.map(\.title).joined(separator: " or ")
      return [ConfigurationDiagnostic(pointer, "this must be \(wanted), not \(value.kind)")]
    }
    if let choices, !choices.contains(value) {
      let names = choices.map { $0.string ?? $0.canonical }
      let near = value.string.flatMap { Spelling.nearest(to: $0, in: names) }
      let advice = near.map { "did you mean “\($0)”?" } ?? "this must be one of \(names.joined(separator: ", "))"
      return [ConfigurationDiagnostic(pointer, advice)]
    }
    switch value {
    case .integer(let number): return bounds(Double(number), pointer)
    case .number(let number): return bounds(number, pointer)
    case .string(let text): return length(text.count, "characters", pointer)
    case .array(let values):
      guard case .rule(let rule) = elements else { return length(values.count, "elements", pointer) }
      return length(values.count, "elements", pointer)
        + values.enumerated().flatMap { rule.diagnose($1, pointer.appendingPointer(String($0))) }
    case .null, .bool, .object: return []
    }
  }

  private func bounds(_ number: Double, _ pointer: String) -> [ConfigurationDiagnostic] {
    func text(_ bound: Double) -> String { JSONValue.number(bound).canonical }
    if let minimum, number < minimum {
      return [ConfigurationDiagnostic(pointer, "this must be at least \(text(minimum))")]
    }
    if let maximum, number > maximum {
      return [ConfigurationDiagnostic(pointer, "this must be at most \(text(maximum))")]
    }
    return []
  }

  private func length(_ count: Int, _ what: String, _ pointer: String) -> [ConfigurationDiagnostic] {
    guard let longest, count > longest else { return [] }
    return [ConfigurationDiagnostic(pointer, "this has \(count) \(what), and may have \(longest)")]
  }
}
