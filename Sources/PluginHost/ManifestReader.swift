import PluginKit
import PluginProtocol

/// Takes the members of a manifest one by one, and keeps what is wrong with them.
struct ManifestReader {
  private let members: [String: JSONValue]
  private var asked: Set<String> = []
  private var problems: [ConfigurationDiagnostic] = []

  init(_ members: [String: JSONValue]) { self.members = members }

  func has(_ key: String) -> Bool { members[key] != nil }

  mutating func fail(_ key: String, _ message: String) {
    problems.append(ConfigurationDiagnostic("".appendingPointer(key), message))
  }

  /// Throws what was found, unknown keys as well.
  mutating func finish() throws {
    for key in members.keys.sorted() where !asked.contains(key) {
      problems.append(.unknownKey(key, at: "", known: asked))
    }
    guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
  }

  private mutating func take(_ key: String) -> JSONValue? {
    asked.insert(key)
    return members[key]
  }

  /// A text that must be there and match; an empty one where it does not.
  mutating func text(_ key: String, matching pattern: Regex<some Any>, like example: String) -> String {
    guard let value = take(key) else {
      fail(key, "this is missing: \(example)")
      return ""
    }
    guard let text = value.string, (try? pattern.wholeMatch(in: text)) != nil else {
      fail(key, "this must look like \(example)")
      return ""
    }
    return text
  }

  /// One of the names of `cases`, which must be there.
  mutating func choice<Choice: RawRepresentable<String>>(_ key: String, of cases: [Choice]) -> Choice? {
    guard let value = take(key) else {
      fail(key, "this is missing: one of \(Self.names(cases))")
      return nil
    }
    let name = value.string ?? ""
    if let found = Choice(rawValue: name) { return found }
    let near = Spelling.nearest(to: name, in: cases.map(\.rawValue))
    fail(key, near.map { "did you mean “\($0)”?" } ?? "this must be one of \(Self.names(cases))")
    return nil
  }

  /// A list of layers; nil where there is none. A name that is nearly one of the host's is a slip, not a name of its
  /// own.
  mutating func layers(_ key: String) -> Set<LayerKind>? {
    guard let value = take(key) else { return nil }
    let known = LayerKind.known.map(\.rawValue)
    guard case .array(let values) = value else {
      fail(key, "this must be a list of \(known.joined(separator: ", ")), or names of your own")
      return nil
    }
    var layers: Set<LayerKind> = []
    for value in values {
      if let name = value.string, LayerKind.given.subtracting(LayerKind.known).contains(LayerKind(rawValue: name)) {
        fail(key, "“\(name)” is for plug-ins in the program; remove it")
        continue
      }
      guard let name = value.string, name.wholeMatch(of: /[a-z][a-z0-9-]{0,63}/) != nil else {
        fail(
          key,
          "this must be one of \(known.joined(separator: ", ")), or a name in small letters, not \(value.canonical)")
        continue
      }
      if !known.contains(name), let near = Spelling.nearest(to: name, in: known) {
        fail(key, "did you mean “\(near)”?")
      } else {
        layers.insert(LayerKind(rawValue: name))
      }
    }
    return layers
  }

  private static func names<Choice: RawRepresentable<String>>(_ cases: [Choice]) -> String {
    cases.map(\.rawValue).joined(separator: ", ")
  }

  /// Major versions: a number or a list of them, one of which this program speaks.
  mutating func versions(_ key: String) -> [Int] {
    let values: [JSONValue] =
      switch take(key) {
      case .array(let values)?: values
      case let value?: [value]
      case nil: []
      }
    let versions = values.compactMap { value -> Int? in
      if case .integer(let number) = value, number > 0 { Int(number) } else { nil }
    }
    let spoken = ProtocolVersion.spoken.map(String.init).joined(separator: ", ")
    if versions.isEmpty || versions.count < values.count {
      fail(key, "this must be the number of the protocol's version, or a list of them; this program speaks \(spoken)")
    } else if ProtocolVersion.best(of: versions) == nil {
      let offered = versions.map(String.init).joined(separator: ", ")
      fail(key, "the plug-in speaks version \(offered) of the protocol, this program \(spoken); one of them is too old")
    }
    return versions
  }

  /// A program and its arguments.
  mutating func command(_ key: String) -> [String] {
    guard case .array(let values)? = take(key), !values.isEmpty else {
      fail(key, "this must be a list of the program and its arguments, as [\"python3\", \"main.py\"]")
      return []
    }
    let words = values.compactMap(\.string)
    guard words.count == values.count, let program = words.first, !program.isEmpty else {
      fail(key, "the program and its arguments must be texts, and the first not empty")
      return []
    }
    if words.contains(where: { $0.contains("\0") }) { fail(key, "no argument can hold a zero byte") }
    if program.hasPrefix("/") || program.split(separator: "/").contains("..") {
      fail(key, "the program must lie in the plug-in's folder, or be a name that is found on the path")
    }
    return words
  }

  mutating func object(_ key: String) -> JSONValue? {
    guard let value = take(key) else { return nil }
    guard case .object = value else {
      fail(key, "this must be an object, not \(value.kind)")
      return nil
    }
    return value
  }

  /// A JSON Schema; no settings where there is none, or one that is not understood.
  mutating func settings(_ key: String) -> SettingSchema {
    do {
      return try SettingSchema(object(key) ?? .emptyObject, at: "".appendingPointer(key))
    } catch {
      problems += (error as? ConfigurationDiagnostics)?.diagnostics ?? [.init("".appendingPointer(key), "\(error)")]
      return SettingSchema()
    }
  }

  mutating func permissions(_ key: String) -> PluginManifest.Permissions {
    var permissions = PluginManifest.Permissions()
    for (name, value) in (object(key)?.members ?? [:]).sorted(by: { $0.key < $1.key }) {
      let pointer = "".appendingPointer(key).appendingPointer(name)
      switch (name, value) {
      case ("network", .bool(let isWanted)): permissions.network = isWanted
      case ("models", .bool(let isWanted)): permissions.models = isWanted
      case ("devices", .bool(let isWanted)): permissions.devices = isWanted
      case ("environment", _):
        permissions.environment = texts(value, at: pointer, "a list of names of variables") { !$0.contains("=") }
      case ("read", _):
        permissions.read = texts(value, at: pointer, "a list of paths that start with / or ~/") {
          ($0.hasPrefix("/") || $0.hasPrefix("~/")) && !$0.split(separator: "/").contains("..")
        }
      case ("network", _), ("models", _), ("devices", _): problems.append(.init(pointer, "this must be true or false"))
      default:
        let known = ["devices", "environment", "models", "network", "read"]
        problems.append(.unknownKey(name, at: "".appendingPointer(key), known: known))
      }
    }
    return permissions
  }

  private mutating func texts(
    _ value: JSONValue, at pointer: String, _ expected: String, where isGood: (String) -> Bool
  ) -> [String] {
    if case .array(let values) = value {
      let texts = values.compactMap(\.string).filter { !$0.isEmpty && !$0.contains("\0") && isGood($0) }
      if texts.count == values.count { return texts }
    }
    problems.append(.init(pointer, "this must be \(expected)"))
    return []
  }
}
