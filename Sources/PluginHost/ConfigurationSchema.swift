/// What may be set in a configuration, told from its defaults.
///
/// Names come from the encoded defaults and, for optionals that are nil and so not encoded, from reflection.
package struct ConfigurationSchema: Sendable {
  /// The defaults with `null` for optionals that are nil.
  package let defaults: JSONValue
  let root: Node

  indirect enum Node: Sendable {
    /// A struct with named settings.
    case settings([String: Node])
    /// A value of this sort; null where the sort is not known.
    case value(JSONValue)
    /// A value of an integer type, which cannot have a fraction.
    case whole
    /// A list of texts.
    case texts
    /// One that may be left out, or null.
    case optional(Node)
    /// Anything: maps with free keys, lists, optionals. Decoding checks those.
    case open
  }

  /// - Throws: what encoding the defaults throws.
  package init(of defaults: some Encodable) throws {
    let encoded = try JSONValue(encoding: defaults)
    root = Self.node(defaults, encoded)
    self.defaults = Self.completed(encoded, by: root)
  }

  /// What is wrong with `settings`, which may leave out anything.
  package func diagnose(_ settings: JSONValue, at pointer: String) -> [ConfigurationDiagnostic] {
    Self.diagnose(settings, root, pointer)
  }

  /// The defaults with `settings` laid over them, as the type that they describe.
  ///
  /// - Throws: `ConfigurationDiagnostics`.
  package func decode<Value: Decodable>(_ type: Value.Type, from settings: JSONValue, at pointer: String) throws
    -> Value
  {
    let problems = diagnose(settings, at: pointer)
    guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
    do {
      return try defaults.merged(with: settings).decode(type)
    } catch let error as DecodingError {
      throw ConfigurationDiagnostics([ConfigurationDiagnostic(error, at: pointer)])
    }
  }

  private static func node(_ value: Any, _ encoded: JSONValue?) -> Node {
    let mirror = Mirror(reflecting: value)
    if value is [String] { return .texts }
    if let node = (value as? any OptionalNumber)?.node { return .optional(node) }
    switch (mirror.displayStyle, encoded) {
    case (.struct, .object(let members)):
      var children: [String: Node] = [:]
      for case (let label?, let child) in mirror.children where members[label] != nil || isNil(child) {
        children[label] = node(child, members[label])
      }
      // A type with coding keys of its own, or with an encoding of its own: what it writes is what it reads.
      for (key, member) in members where children[key] == nil { children[key] = Node.value(member) }
      return .settings(children)
    case (.optional, _), (.dictionary, _), (.collection, _), (.set, _), (_, nil), (_, .object): return .open
    case (_, let encoded?): return value is any BinaryInteger ? .whole : .value(encoded)
    }
  }

  private static func isNil(_ value: Any) -> Bool {
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional && mirror.children.isEmpty
  }

  private static func completed(_ encoded: JSONValue, by node: Node) -> JSONValue {
    guard case .settings(let children) = node, case .object(let members) = encoded else { return encoded }
    var result = members
    for (key, child) in children { result[key] = completed(members[key] ?? .null, by: child) }
    return .object(result)
  }

  private static func diagnose(_ given: JSONValue, _ node: Node, _ pointer: String) -> [ConfigurationDiagnostic] {
    switch node {
    case .open: return []
    case .optional(let node): return given == .null ? [] : diagnose(given, node, pointer)
    case .value(let example):
      if agrees(given, with: example) { return [] }
      return [ConfigurationDiagnostic(pointer, "this must be \(example.kind), not \(given.kind)")]
    case .whole:
      if case .integer = given { return [] }
      return [ConfigurationDiagnostic(pointer, "this must be a whole number, not \(given.kind)")]
    case .texts:
      guard case .array(let elements) = given else {
        return [ConfigurationDiagnostic(pointer, "this must be a list, not \(given.kind)")]
      }
      return elements.enumerated().filter { $1.string == nil }.map { index, element in
        ConfigurationDiagnostic(pointer.appendingPointer(String(index)), "this must be a text, not \(element.kind)")
      }
    case .settings(let children):
      guard case .object(let members) = given else {
        return [ConfigurationDiagnostic(pointer, "this must be an object, not \(given.kind)")]
      }
      return members.sorted { $0.key < $1.key }.flatMap { key, value in
        children[key].map { diagnose(value, $0, pointer.appendingPointer(key)) }
          ?? [.unknownKey(key, at: pointer, known: children.keys)]
      }
    }
  }

  /// Numbers agree with each other, since a default of 1.0 is encoded as 1.
  private static func agrees(_ given: JSONValue, with example: JSONValue) -> Bool {
    switch (given, example) {
    case (_, .null), (.bool, .bool), (.string, .string), (.array, .array), (.object, .object): true
    case (.integer, .integer), (.integer, .number), (.number, .number), (.number, .integer): true
    default: false
    }
  }
}

/// An optional whose type tells what may be written, although it is nil.
private protocol OptionalNumber {
  var node: ConfigurationSchema.Node? { get }
}

extension Optional: OptionalNumber {
  fileprivate var node: ConfigurationSchema.Node? {
    if Wrapped.self is any BinaryInteger.Type { return .whole }
    return Wrapped.self is any BinaryFloatingPoint.Type ? .value(.number(0)) : nil
  }
}
