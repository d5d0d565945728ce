internal import PluginHost

/// What every file with settings must have before any of them is looked at.
enum SettingsOutline {
  /// Editors find a schema by it.
  private static let schemaKey = "$schema"

  static func problems(ofConfiguration document: JSONValue, isJSON: Bool) -> [ConfigurationDiagnostic] {
    guard case .object(let members) = document else { return [notAnObject(document)] }
    var problems = version(members["version"])
    if members["version"] == nil {
      let example = isJSON ? "\"version\": 1" : "version: 1"
      problems.append(ConfigurationDiagnostic("/version", "the version is missing; write “\(example)”"))
    }
    for key in members.keys.sorted() where !["version", "profiles", "styles", schemaKey].contains(key) {
      problems.append(.unknownKey(key, at: "", known: ["version", "profiles", "styles"]))
    }
    return problems + ["profiles", "styles"].flatMap { notObjects(members[$0], at: "/\($0)") }
  }

  /// Where `group` is no object whose members are objects.
  private static func notObjects(_ group: JSONValue?, at pointer: String) -> [ConfigurationDiagnostic] {
    switch group {
    case nil: []
    case .object(let named)?:
      named.sorted { $0.key < $1.key }.filter { $1.kind != "an object" }.map { name, value in
        ConfigurationDiagnostic(pointer.appendingPointer(name), "this must be an object, not \(value.kind)")
      }
    case let other?: [ConfigurationDiagnostic(pointer, "this must be an object, not \(other.kind)")]
    }
  }

  static func problems(ofProfile document: JSONValue) -> [ConfigurationDiagnostic] {
    guard case .object(let members) = document else { return [notAnObject(document)] }
    return version(members["version"])
  }

  /// - Parameter forbidden: JSON pointers to what a folder may not set, with the reasons.
  static func problems(ofFolder document: JSONValue, forbidden: [String: String]) -> [ConfigurationDiagnostic] {
    var problems = problems(ofProfile: document)
    if document[key: "inherits"] != nil {
      problems.append(
        ConfigurationDiagnostic(
          "/inherits", "a folder's settings are laid over the profile of the run, whichever that is; remove this"))
    }
    for (pointer, reason) in forbidden.sorted(by: { $0.key < $1.key }) where document[pointer: pointer] != nil {
      problems.append(ConfigurationDiagnostic(pointer, "this cannot be set in a folder: \(reason)"))
    }
    return problems
  }

  private static func notAnObject(_ document: JSONValue) -> ConfigurationDiagnostic {
    ConfigurationDiagnostic("", "this must be an object, not \(document.kind)")
  }

  private static func version(_ value: JSONValue?) -> [ConfigurationDiagnostic] {
    let highest = Configuration.version
    switch value {
    case nil, .integer(1...highest)?: return []
    case .integer(let version)? where version > highest:
      return [
        ConfigurationDiagnostic(
          "/version", "the highest supported configuration version is \(highest), this file says \(version)")
      ]
    case let other?: return [ConfigurationDiagnostic("/version", "this must be \(highest), not \(other.canonical)")]
    }
  }
}
