package import PluginKit

/// A plug-in that the host knows: what it is, what can be set, and how to make one.
package struct RegisteredPlugin: Sendable {
  package let descriptor: PluginDescriptor
  package let fileExtension: String?
  package let schema: ConfigurationSchema
  private let make: @Sendable (JSONValue, String) throws -> PluginInstance

  init<P: Plugin>(
    _ plugin: P.Type, fileExtension: String? = nil, as wrap: @escaping @Sendable (P) -> PluginInstance
  ) throws {
    descriptor = plugin.descriptor
    self.fileExtension = fileExtension
    let schema = try ConfigurationSchema(of: P.Configuration())
    self.schema = schema
    make = { settings, pointer in
      let configuration = try schema.decode(P.Configuration.self, from: settings, at: pointer)
      do {
        return wrap(try P(configuration: configuration))
      } catch let error as ConfigurationError {
        throw ConfigurationDiagnostics([ConfigurationDiagnostic(pointer + error.pointer, error.message)])
      }
    }
  }

  /// The plug-in with `settings` laid over its defaults. `pointer` says where the settings stand, for diagnostics.
  ///
  /// - Throws: `ConfigurationDiagnostics`.
  package func configure(_ settings: JSONValue = .emptyObject, at pointer: String = "") throws -> ConfiguredPlugin {
    ConfiguredPlugin(
      descriptor: descriptor, configuration: schema.defaults.merged(with: settings),
      instance: try make(settings, pointer), fileExtension: fileExtension)
  }
}
