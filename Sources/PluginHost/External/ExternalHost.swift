import PluginKit
import PluginProtocol
import Synchronization

/// Makes plug-ins that run in processes of their own, and ends them.
package final class ExternalHost: Sendable {
  private let host: Party
  private let environment: [String: String]
  private let patience: PluginPatience
  private let made = Mutex<[ExternalPlugin]>([])

  /// - Parameters:
  ///   - version: of this program.
  ///   - environment: of this process; plug-ins see what they need of it.
  package init(version: String, environment: [String: String], patience: PluginPatience = PluginPatience()) {
    host = Party(name: "surtitle", version: version)
    self.environment = environment
    self.patience = patience
  }

  /// Nothing is started before it is asked for something.
  func make(_ plugin: DiscoveredPlugin, settings: JSONValue) -> PluginInstance {
    let command = PluginCommand(plugin.manifest, folder: plugin.folder, environment: environment)
    let external = ExternalPlugin(plugin.manifest, command, settings: settings, host: host, patience: patience)
    made.withLock { $0.append(external) }
    switch plugin.manifest.descriptor.kind {
    case .speechRecognizer:
      return .recognizer(
        ExternalRecognizer(plugin: external, resultSettings: settings.members.mapValues(\.canonical)))
    case .annotator: return .annotator(ExternalAnnotator(plugin: external))
    case .transcriptFilter: return .filter(ExternalFilter(plugin: external))
    case .exporter: return .exporter(ExternalExporter(plugin: external))
    case .subtitleFormat: preconditionFailure("a subtitle format is in the program")
    }
  }

  /// Ends all processes in peace.
  package func shutDown() async {
    let all = made.withLock { made in
      defer { made = [] }
      return made
    }
    await withTaskGroup(of: Void.self) { group in
      for plugin in all { group.addTask { await plugin.shutDown() } }
    }
  }
}
