internal import PluginHost
internal import PluginKit
internal import Synchronization

/// Plug-ins that were made with their settings, so that profiles which agree on one share it: a recogniser holds a
/// model, and a plug-in in a process of its own has that process.
final class ConfiguredPlugins: Sendable {
  private struct Key: Hashable {
    var id: String
    var settings: JSONValue
  }

  private let made = Mutex<[Key: ConfiguredPlugin]>([:])

  /// - Throws: `ConfigurationDiagnostics`.
  func plugin(_ plugin: RegisteredPlugin, _ settings: JSONValue, at pointer: String) throws -> ConfiguredPlugin {
    let key = Key(id: plugin.descriptor.id, settings: plugin.defaults.merged(with: settings))
    if let known = made.withLock({ $0[key] }) { return known }
    let configured = try plugin.configure(settings, at: pointer)
    return made.withLock { made in
      if let other = made[key] { return other }
      made[key] = configured
      return configured
    }
  }
}
