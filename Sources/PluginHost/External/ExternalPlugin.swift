import Foundation
import Logging
import PluginKit
import PluginProtocol
import SystemPackage

/// A plug-in in a process of its own, with its settings: starts it when it is needed, and again where it ended, but not
/// for ever.
actor ExternalPlugin {
  nonisolated let manifest: PluginManifest
  private nonisolated let folder: FilePath
  private nonisolated let settings: JSONValue
  nonisolated let host: ExternalHost
  private var running: (connection: PluginConnection, ready: Task<Gate?, any Error>)?
  /// Made when it first starts, and kept when it starts again.
  private var shared: SharedFolder?

  init(_ plugin: DiscoveredPlugin, settings: JSONValue, host: ExternalHost) {
    (manifest, folder) = (plugin.manifest, plugin.folder)
    self.settings = settings
    self.host = host
  }

  /// Asks for something, of a process that is started where there is none.
  ///
  /// - Throws: `MissingModelError`, `EnvironmentError`, `PluginFailure`, `CancellationError`.
  func ask<Result: Decodable & Sendable>(
    _ method: String, _ params: some Encodable & Sendable, _ type: Result.Type = Result.self, in context: PluginContext
  ) async throws -> Result {
    let (connection, gate) = try await connection(context.logger)
    do {
      let result = try await within(gate) {
        try await connection.ask(method, params, Result.self, progress: context.progress)
      }
      remember(context.logger) { try $0.clear(manifest.descriptor.id) }
      return result
    } catch let error as RemoteError {
      remember(context.logger) { try $0.clear(manifest.descriptor.id) }
      throw error.meaning(plugin: manifest.descriptor.id)
    } catch let failure as PluginFailure {
      note(failure, of: connection, context.logger)
      throw failure
    }
  }

  /// A place for the files of one request.
  func room() throws -> SharedFolder.Room { try sharedFolder().room() }

  /// Ends the process in peace, and removes what was shared with it.
  func shutDown() async {
    if let (connection, _) = running {
      running = nil
      await connection.shutDown()
    }
    if let shared { try? FileManager.default.removeItem(atPath: shared.path.string) }
    shared = nil
  }

  private func sharedFolder() throws -> SharedFolder {
    let folder = try shared ?? host.shareFolder(with: manifest.descriptor.shortName)
    shared = folder
    return folder
  }

  private nonisolated func within<Result: Sendable>(
    _ gate: Gate?, _ body: @Sendable () async throws -> Result
  ) async throws -> Result {
    if let gate { try await gate.withTurn(body) } else { try await body() }
  }

  /// The running process, started where there is none, and the gate that its requests go through.
  private func connection(_ logger: Logger) async throws -> (PluginConnection, Gate?) {
    if let (connection, ready) = running {
      if await connection.failure == nil { return (connection, try await ready.value) }
      if running?.connection === connection { running = nil }
    }
    if let quarantine = host.records.quarantine(of: manifest) {
      let day = quarantine.since.formatted(.iso8601.year().month().day())
      throw PluginFailure(
        .quarantine, manifest.descriptor.id,
        "is left alone since \(day), because it failed \(quarantine.crashes) times: \(quarantine.reason); to try again: "
          + "surtitle plugins check \(folder.string)")
    }
    // Another caller may have started it while this one waited.
    if let trouble = host.records.trouble(with: manifest) {
      try await Task.sleep(for: .milliseconds(250 << trouble.crashes))
    }
    let isolation = await host.isolation(logger)
    if let (connection, ready) = running { return (connection, try await ready.value) }
    let connection = try launch(isolation, logger)
    let ready = Task { try await introduce(connection) }
    running = (connection, ready)
    do {
      return (connection, try await ready.value)
    } catch let failure as PluginFailure {
      note(failure, of: connection, logger)
      throw failure
    }
  }

  /// Starts a process, which was told nothing yet.
  func launch(_ isolation: Isolation, isTrial: Bool = false, _ logger: Logger) throws -> PluginConnection {
    let shared = try sharedFolder()
    var command = PluginCommand(
      manifest, folder: folder, environment: host.options.environment, modelDirectory: host.options.modelDirectory)
    command.environment["TMPDIR"] = isolation.isSandboxed ? "/tmp" : shared.temporary.string
    if let problem = command.problem { throw PluginFailure(.launch, manifest.descriptor.id, problem) }
    let connection = PluginConnection(
      command, words: isolation.words(command, shared: shared), processes: isolation.limits.processes,
      patience: host.options.patience, isTrial: isTrial
    ) { params in
      logger.log(level: params.level.loggerLevel, "\(params.message)")
    }
    Task { await connection.listen() }
    return connection
  }

  /// Shakes hands.
  ///
  /// - Returns: What limits requests side by side; nil where nothing does.
  @discardableResult
  func introduce(_ connection: PluginConnection) async throws -> Gate? {
    let id = manifest.descriptor.id
    let result: InitializeResult
    do {
      result = try await connection.ask(
        Method.initialize,
        InitializeParams(
          host: Party(name: "surtitle", version: host.options.version), plugin: id, settings: settings,
          capabilities: HostCapabilities(maximumLineLength: LineBuffer.defaultLimit)),
        limit: host.options.patience.start)
    } catch let error as RemoteError {
      await connection.shutDown()
      throw error.meaning(plugin: id)
    } catch let failure as PluginFailure where failure.code == .hang {
      throw PluginFailure(.handshake, id, "did not answer “initialize” within \(host.options.patience.start.inSeconds)")
    }
    guard ProtocolVersion.spoken.contains(result.protocolVersion) else {
      await connection.shutDown()
      throw PluginFailure(
        .version, id,
        "chose version \(result.protocolVersion) of the protocol; this program speaks \(ProtocolVersion.spoken)")
    }
    let places = result.capabilities?.parallelRequests
    if let places, places < 1 {
      await connection.shutDown()
      throw PluginFailure(.garbage, id, "says that it takes \(places) requests side by side; it must take one at least")
    }
    try await connection.tell(Method.initialized, Nothing())
    return places.map { Gate(places: $0) }
  }

  /// Counts an end once, however many requests it failed.
  private func note(_ failure: PluginFailure, of connection: PluginConnection, _ logger: Logger) {
    guard running?.connection === connection else { return }
    running = nil
    Task { await connection.shutDown() }
    remember(logger) { try $0.note(failure.summary, of: manifest) }
  }

  private func remember(_ logger: Logger, _ change: (PluginRecords) throws -> Void) {
    do {
      try change(host.records)
    } catch {
      logger.warning("what became of the plug-in “\(manifest.descriptor.id)” cannot be remembered: \(error)")
    }
  }
}

extension RemoteError {
  /// What the pipeline makes of it.
  func meaning(plugin: String) -> any Error {
    switch code {
    case .cancelled: CancellationError()
    case .environment, .missingModel: EnvironmentError("the plug-in “\(plugin)” cannot work here: \(message)")
    default: PluginFailure(.refusal, plugin, "refused: \(message)")
    }
  }
}

extension LogParams.Level {
  fileprivate var loggerLevel: Logger.Level {
    switch self {
    case .debug: .debug
    case .info: .info
    case .warning: .warning
    case .error: .error
    }
  }
}
