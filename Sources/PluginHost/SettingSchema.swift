/// The settings of a plug-in in a process of its own, as the JSON Schema in its manifest says.
package struct SettingSchema: Sendable {
  /// Every setting with its default.
  package let defaults: JSONValue
  /// As it was given, and closed: for editors.
  package let jsonSchema: JSONValue
  private let rules: [String: SettingRule]

  private static let keywords: Set<String> = [
    "default", "description", "enum", "examples", "items", "maxItems", "maxLength", "maximum", "minimum", "title",
    "type",
  ]
  private static let rootKeywords: Set<String> = [
    "$schema", "additionalProperties", "description", "properties", "title", "type",
  ]

  /// Nothing to set.
  package init() { (defaults, jsonSchema, rules) = (.emptyObject, Self.closed(.emptyObject), [:]) }

  /// - Parameters:
  ///   - schema: an object with `properties`; an empty one has no settings.
  ///   - pointer: where it stands, for diagnostics.
  /// - Throws: `ConfigurationDiagnostics`, all that is not understood at once: a rule that nobody checks would be none.
  package init(_ schema: JSONValue, at pointer: String = "") throws {
    var problems: [ConfigurationDiagnostic] = []
    for key in schema.members.keys.sorted() where !Self.rootKeywords.contains(key) {
      problems.append(.unknownKey(key, at: pointer, known: Self.rootKeywords))
    }
    if let type = schema[key: "type"], type.string != "object" {
      problems.append(.init(pointer.appendingPointer("type"), "settings are an object"))
    }
    if let others = schema[key: "additionalProperties"], others != .bool(false) {
      problems.append(
        .init(pointer.appendingPointer("additionalProperties"), "every setting has a name; write false or leave it out")
      )
    }
    var rules: [String: SettingRule] = [:]
    var defaults: [String: JSONValue] = [:]
    let place = pointer.appendingPointer("properties")
    for (name, property) in (schema[key: "properties"]?.members ?? [:]).sorted(by: { $0.key < $1.key }) {
      let own = place.appendingPointer(name)
      let rule = Self.rule(property, own, &problems)
      rules[name] = rule
      if let value = property[key: "default"] {
        problems += rule.diagnose(value, own.appendingPointer("default"))
        defaults[name] = value
      } else if rule.kinds.contains(.null) {
        defaults[name] = .null
      } else {
        problems.append(.init(own, "a setting needs a default, so that the plug-in runs where nobody sets anything"))
      }
    }
    guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
    self.rules = rules
    self.defaults = .object(defaults)
    jsonSchema = Self.closed(schema)
  }

  private static func closed(_ schema: JSONValue) -> JSONValue {
    var members = schema.members
    // Only a root names the dialect.
    members["$schema"] = nil
    members["type"] = .string("object")
    members["additionalProperties"] = .bool(false)
    return .object(members)
  }

  /// What is wrong with `settings`, which may leave out anything.
  package func diagnose(_ settings: JSONValue, at pointer: String) -> [ConfigurationDiagnostic] {
    guard case .object(let members) = settings else {
      return [ConfigurationDiagnostic(pointer, "this must be an object, not \(settings.kind)")]
    }
    return members.sorted { $0.key < $1.key }.flatMap { key, value in
      rules[key]?.diagnose(value, pointer.appendingPointer(key))
        ?? [.unknownKey(key, at: pointer, known: rules.keys)]
    }
  }

  private static func rule(
    _ schema: JSONValue, _ pointer: String, _ problems: inout [ConfigurationDiagnostic]
  ) -> SettingRule {
    var rule = SettingRule()
    guard case .object(let members) = schema else {
      problems.append(.init(pointer, "this must be an object, not \(schema.kind)"))
      return rule
    }
    for (key, value) in members.sorted(by: { $0.key < $1.key }) {
      let own = pointer.appendingPointer(key)
      switch (key, value) {
      case ("default", _), ("description", _), ("examples", _), ("title", _): continue
      case ("type", .string), ("type", .array):
        let names = if case .array(let values) = value { values } else { [value] }
        rule.kinds = names.compactMap { $0.string.flatMap(SettingRule.Kind.init(rawValue:)) }
        if rule.kinds.count < names.count || names.isEmpty {
          let known = SettingRule.Kind.allCases.map(\.rawValue).joined(separator: ", ")
          problems.append(.init(own, "types are \(known)"))
        }
      case ("enum", .array(let choices)) where !choices.isEmpty: rule.choices = choices
      case ("minimum", .integer(let number)): rule.minimum = Double(number)
      case ("minimum", .number(let number)): rule.minimum = number
      case ("maximum", .integer(let number)): rule.maximum = Double(number)
      case ("maximum", .number(let number)): rule.maximum = number
      case ("maxLength", .integer(let count)), ("maxItems", .integer(let count)): rule.longest = Int(count)
      case ("items", .object): rule.elements = .rule(self.rule(value, own, &problems))
      case (_, _) where keywords.contains(key): problems.append(.init(own, "this cannot be \(value.kind)"))
      default: problems.append(.unknownKey(key, at: pointer, known: keywords))
      }
    }
    return rule
  }
}
