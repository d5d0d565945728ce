/// The same as a JSON Schema (2020-12), for editors.
extension ConfigurationSchema {
  /// - Parameter choices: the words that settings may have, by name.
  package func jsonSchema(choices: [String: [String]] = [:]) -> JSONValue {
    var schema = Self.schema(root, defaults)
    for (name, words) in choices {
      guard schema[key: "properties"]?[key: name] != nil else { continue }
      schema = schema.merged(
        with: .object(["properties": .object([name: .object(["enum": .array(words.map(JSONValue.string))])])]))
    }
    return schema
  }

  private static func schema(_ node: Node, _ value: JSONValue) -> JSONValue {
    var schema: [String: JSONValue] = [:]
    switch node {
    case .settings(let children):
      schema["properties"] = .object(
        Dictionary(uniqueKeysWithValues: children.map { ($0, self.schema($1, value[key: $0] ?? .null)) }))
      schema["additionalProperties"] = .bool(false)
      schema["type"] = .string("object")
      return .object(schema)
    case .whole: schema["type"] = .string("integer")
    case .optional(let node):
      let plain = Self.schema(node, value)
      let type = plain[key: "type"] ?? .null
      schema["type"] = .array([type, .string("null")])
    case .texts:
      schema["type"] = .string("array")
      schema["items"] = .object(["type": .string("string")])
    case .value(let example): schema["type"] = type(of: example).map(JSONValue.string)
    // An optional may hold what its default, null, does not tell.
    case .open: schema["type"] = value == .null ? nil : type(of: value).map(JSONValue.string)
    }
    schema["default"] = value
    return .object(schema)
  }

  private static func type(of example: JSONValue) -> String? {
    switch example {
    case .null: nil
    case .bool: "boolean"
    // A default of 1.0 is encoded as 1.
    case .integer, .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
