package import Logging
import PluginKit
import PluginProtocol
import Synchronization
package import SystemPackage

/// Makes plug-ins that run in processes of their own, and ends them.
package final class ExternalHost: Sendable {
  /// What all plug-ins have in common.
  package struct Options: Sendable {
    /// Of this program.
    package var version: String
    /// Of this process; plug-ins see what they need of it.
    package var environment: [String: String]
    /// Absolute.
    package var modelDirectory: FilePath
    package var patience = PluginPatience()
    package var limits = PluginLimits()

    package init(version: String, environment: [String: String], modelDirectory: FilePath) {
      (self.version, self.environment, self.modelDirectory) = (version, environment, modelDirectory)
    }
  }

  package let options: Options
  package let records: PluginRecords
  private let makeFolder: @Sendable () throws -> FilePath
  private let state = Mutex(State())

  private struct State {
    var made: [ExternalPlugin] = []
    var isolation: Task<Isolation, Never>?
    var folder: FilePath?
    var isGapTold = false
  }

  /// - Parameter makeFolder: a private folder for what is passed to plug-ins, best on the file system of the samples.
  ///   Called once, when the first plug-in starts. The host removes what it puts there, not the folder.
  package init(
    _ options: Options, records: PluginRecords, makeFolder: @escaping @Sendable () throws -> FilePath
  ) {
    self.options = options
    self.records = records
    self.makeFolder = makeFolder
  }

  /// Nothing is started before it is asked for something.
  func make(_ plugin: DiscoveredPlugin, settings: JSONValue) -> PluginInstance {
    let external = ExternalPlugin(plugin, settings: settings, host: self)
    state.withLock { $0.made.append(external) }
    switch plugin.manifest.descriptor.kind {
    case .speechRecognizer:
      return .recognizer(
        ExternalRecognizer(plugin: external, resultSettings: settings.members.mapValues(\.canonical)))
    case .annotator: return .annotator(external)
    case .transcriptFilter: return .filter(external)
    case .exporter: return .exporter(external)
    case .subtitleFormat: preconditionFailure("a subtitle format is in the program")
    }
  }

  /// How plug-ins are confined on this machine. Says once what they are not kept from.
  package func isolation(_ logger: Logger) async -> Isolation {
    let task = state.withLock { state in
      let task =
        state.isolation ?? Task { await Isolation.detect(environment: options.environment, limits: options.limits) }
      state.isolation = task
      return task
    }
    let isolation = await task.value
    let isTold = state.withLock { state in
      defer { state.isGapTold = true }
      return state.isGapTold
    }
    if let gap = isolation.gap, !isTold { logger.warning("\(gap)") }
    return isolation
  }

  /// A new folder to share with a plug-in.
  func shareFolder(with plugin: String) throws -> SharedFolder {
    let folder = try state.withLock { state in
      let folder = try state.folder ?? makeFolder()
      state.folder = folder
      return folder
    }
    return try SharedFolder(making: folder.appending("\(plugin)-\(UInt64.random(in: .min ... .max))"))
  }

  /// Ends all processes in peace.
  package func shutDown() async {
    let all = state.withLock { state in
      defer { state.made = [] }
      return state.made
    }
    await withTaskGroup(of: Void.self) { group in
      for plugin in all { group.addTask { await plugin.shutDown() } }
    }
  }
}
