package import PluginKit

/// A plug-in that the host knows: what it is, what can be set, and how to make one.
package struct RegisteredPlugin: Sendable {
  package let descriptor: PluginDescriptor
  package let fileExtension: String?
  /// Whether it writes files: false for a format that is only read.
  package let isWritten: Bool
  /// Whether what it writes is a copy of the media, as large as that.
  package var copiesMedia: Bool { fileExtension?.hasSuffix("*") == true }
  /// All settings with their defaults.
  package let defaults: JSONValue
  /// The settings as a JSON Schema, for editors.
  package let settingsSchema: JSONValue
  /// Settings that folders may not change, by name, and why.
  package let guarded: [String: String]
  /// Of a plug-in in a process of its own; nil for one in the program.
  package let external: DiscoveredPlugin?
  private let make: @Sendable (JSONValue, String) throws -> PluginInstance

  init<P: Plugin>(
    _ plugin: P.Type, fileExtension: String? = nil, isWritten: Bool = true,
    as wrap: @escaping @Sendable (P) -> PluginInstance
  ) throws {
    descriptor = plugin.descriptor
    self.fileExtension = fileExtension
    self.isWritten = isWritten && fileExtension != nil
    let schema = try ConfigurationSchema(of: P.Configuration())
    defaults = schema.defaults
    settingsSchema = schema.jsonSchema(choices: P.Configuration.choices)
    guarded = P.Configuration.guarded
    external = nil
    make = { settings, pointer in
      let configuration = try schema.decode(P.Configuration.self, from: settings, at: pointer)
      do {
        return wrap(try P(configuration: configuration))
      } catch let error as ConfigurationError {
        throw ConfigurationDiagnostics([ConfigurationDiagnostic(pointer + error.pointer, error.message)])
      }
    }
  }

  /// A plug-in in a process of its own, which is not started yet.
  ///
  /// - Throws: `ConfigurationDiagnostics` for a kind that has to be in the program.
  package init(_ plugin: DiscoveredPlugin, host: ExternalHost) throws {
    let manifest = plugin.manifest
    guard manifest.descriptor.kind != .subtitleFormat else {
      throw ConfigurationDiagnostics([
        ConfigurationDiagnostic(
          "/kind", "a subtitle format has to be in the program; a plug-in of the kind exporter writes any file")
      ])
    }
    descriptor = manifest.descriptor
    fileExtension = manifest.fileExtension
    isWritten = fileExtension != nil
    defaults = manifest.configuration.defaults
    settingsSchema = manifest.configuration.jsonSchema
    guarded = [:]
    external = plugin
    make = { settings, pointer in
      let problems = manifest.configuration.diagnose(settings, at: pointer)
      guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
      let id = manifest.descriptor.id
      if let request = host.records.request(of: plugin) {
        throw ConfigurationDiagnostics([
          ConfigurationDiagnostic(
            pointer,
            "the plug-in “\(id)” \(request); if you want to grant that: "
              + "surtitle plugins trust \(manifest.descriptor.shortName)")
        ])
      }
      return host.make(plugin, settings: manifest.configuration.defaults.merged(with: settings))
    }
  }

  /// The plug-in with `settings` laid over its defaults. `pointer` says where the settings stand, for diagnostics.
  ///
  /// - Throws: `ConfigurationDiagnostics`.
  package func configure(_ settings: JSONValue = .emptyObject, at pointer: String = "") throws -> ConfiguredPlugin {
    let configuration = defaults.merged(with: settings)
    return ConfiguredPlugin(
      descriptor: descriptor, configuration: configuration, instance: try make(settings, pointer),
      changes: changes(in: configuration), fileExtension: fileExtension)
  }

  private func changes(in configuration: JSONValue) -> [String: JSONValue] {
    var changes: [String: JSONValue] = [:]
    for (name, value) in configuration.members where value.canonical != defaults[key: name]?.canonical {
      let hasChoices = settingsSchema[key: "properties"]?[key: name]?[key: "enum"] != nil
      changes[name] = value.isNumeric || hasChoices ? value : .null
    }
    return changes
  }

  /// Looks at settings for a plug-in that need not be usable here.
  ///
  /// - Throws: `ConfigurationDiagnostics`.
  package func check(_ settings: JSONValue, at pointer: String) throws {
    guard let external else {
      _ = try make(settings, pointer)
      return
    }
    let problems = external.manifest.configuration.diagnose(settings, at: pointer)
    guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
  }
}

extension JSONValue {
  /// Whether it is a number, true or false, or numbers by name.
  fileprivate var isNumeric: Bool {
    switch self {
    case .bool, .integer, .number: true
    case .object(let members):
      members.values.allSatisfy {
        switch $0 {
        case .integer, .number: true
        default: false
        }
      }
    case .null, .string, .array: false
    }
  }
}
