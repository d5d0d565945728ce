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

  private let made: Mutex<[Key: ConfiguredPlugin]>
  private let looksAround: Bool

  /// - Parameter looksAround: whether a plug-in is refused that could not work on this machine as it is now.
  convenience init(looksAround: Bool = false) { self.init([:], looksAround) }

  private init(_ made: [Key: ConfiguredPlugin], _ looksAround: Bool) {
    self.made = Mutex(made)
    self.looksAround = looksAround
  }

  /// The same without those that read files which are others now.
  func anew() -> ConfiguredPlugins {
    ConfiguredPlugins(made.withLock { $0 }.filter(\.value.isCurrent), looksAround)
  }

  /// - Throws: `ConfigurationDiagnostics`.
  func plugin(_ plugin: RegisteredPlugin, _ settings: JSONValue, at pointer: String) throws -> ConfiguredPlugin {
    let key = Key(id: plugin.descriptor.id, settings: plugin.defaults.merged(with: settings))
    if let known = made.withLock({ $0[key] }) { return known }
    let configured = try plugin.configure(settings, at: pointer)
    if looksAround { try configured.lookAround(at: pointer) }
    return made.withLock { made in
      if let other = made[key] { return other }
      made[key] = configured
      return configured
    }
  }
}

extension ConfiguredPlugin {
  /// Whether what it read when it was first asked for its results is what is there now.
  var isCurrent: Bool { if case .annotator(let annotator) = instance { annotator.isCurrent } else { true } }

  /// - Throws: `ConfigurationDiagnostics` for what of its settings cannot be used on this machine as it is now.
  fileprivate func lookAround(at pointer: String) throws {
    guard case .annotator(let annotator) = instance else { return }
    let problems = annotator.problems.map { ConfigurationDiagnostic(pointer + $0.pointer, $0.message) }
    if !problems.isEmpty { throw ConfigurationDiagnostics(problems) }
  }
}
