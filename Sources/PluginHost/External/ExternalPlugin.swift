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
  /// The process that is asked, or that is being started.
  private var current: Task<Session, any Error>?
  /// Processes that have not ended, or whose end was not counted.
  private var launched: [Launched] = []
  private var isOver = false
  /// Made when it first starts, and kept when it starts again.
  private var shared: SharedFolder?

  /// A process, and the task that reads from it until it has ended and its end was counted.
  struct Launched: Sendable {
    let connection: PluginConnection
    let end: Task<Void, Never>
  }

  /// A process that introduced itself.
  private struct Session {
    let process: Launched
    /// What limits requests side by side; nil where nothing does.
    let gate: Gate?
  }

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
    while true {
      let session = try await session(context.logger)
      do {
        let result = try await within(session.gate) {
          try await session.process.connection.ask(method, params, Result.self, progress: context.progress)
        }
        remember(context.logger) { try $0.clear(manifest.descriptor.id) }
        return result
      } catch is NeverAsked {
        // It ended while others had their turn. What was not begun is asked of the next one.
        await session.process.end.value
      } catch let error as RemoteError {
        remember(context.logger) { try $0.clear(manifest.descriptor.id) }
        throw error.meaning(plugin: manifest.descriptor.id)
      } catch let failure as PluginFailure {
        // Who hears of it may rely on its being counted.
        await session.process.end.value
        throw failure
      }
    }
  }

  /// A place for the files of one request.
  func room() throws -> SharedFolder.Room { try sharedFolder().room() }

  /// Ends the process in peace, and removes what was shared with it.
  func shutDown() async {
    isOver = true
    for process in launched {
      await process.connection.shutDown()
      await process.end.value
    }
    _ = try? await current?.value
    current = nil
    shared?.remove()
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

  /// The running process, started where there is none.
  private func session(_ logger: Logger) async throws -> Session {
    while true {
      let task = current ?? Task { try await start(logger) }
      current = task
      do {
        let session = try await task.value
        if await session.process.connection.obstacle == nil { return session }
        await session.process.end.value
        if current == task { current = nil }
      } catch {
        if current == task { current = nil }
        throw error
      }
    }
  }

  private func start(_ logger: Logger) async throws -> Session {
    if let quarantine = host.records.quarantine(of: manifest) {
      let day = quarantine.since.formatted(.iso8601.year().month().day())
      throw PluginFailure(
        .quarantine, manifest.descriptor.id,
        "is left alone since \(day), because it failed \(quarantine.crashes) times: \(quarantine.reason); to try again: "
          + "surtitle plugins check \(folder.string)")
    }
    if let trouble = host.records.trouble(with: manifest) {
      try await Task.sleep(for: .milliseconds(250 << trouble.crashes))
    }
    let isolation = await host.isolation(logger)
    guard !isOver else { throw PluginFailure(.launch, manifest.descriptor.id, "is not started any more") }
    let process = try launch(isolation, logger)
    launched.append(process)
    do {
      return Session(process: process, gate: try await introduce(process.connection))
    } catch {
      await process.end.value
      throw error
    }
  }

  /// Starts a process, which was told nothing yet.
  func launch(_ isolation: Isolation, isTrial: Bool = false, _ logger: Logger) throws -> Launched {
    let shared = try sharedFolder()
    var command = PluginCommand(
      manifest, folder: folder, environment: host.options.environment, modelDirectory: host.options.modelDirectory)
    command.environment["TMPDIR"] = isolation.isSandboxed ? "/tmp" : shared.temporary.string
    if let problem = command.problem { throw PluginFailure(.launch, manifest.descriptor.id, problem) }
    let log = PluginLog(logger, plugin: manifest.descriptor.id)
    let connection = PluginConnection(
      command, words: isolation.words(command, shared: shared), limits: isolation.limits, shared: shared,
      patience: host.options.patience, isTrial: isTrial, log: log.tell)
    let end = Task {
      await connection.listen()
      if !isTrial { await ended(connection, logger) }
    }
    return Launched(connection: connection, end: end)
  }

  /// Counts a failure once, however many requests it failed.
  private func ended(_ connection: PluginConnection, _ logger: Logger) async {
    if let fault = await connection.fault, !PluginSessions.areOver {
      remember(logger) { try $0.note(fault.summary, of: manifest) }
    }
    launched.removeAll { $0.connection === connection }
  }

  /// Shakes hands; ends the process where that fails.
  ///
  /// - Returns: What limits requests side by side; nil where nothing does.
  @discardableResult
  func introduce(_ connection: PluginConnection) async throws -> Gate? {
    do {
      return try await shakeHands(with: connection)
    } catch var failure as PluginFailure {
      if failure.code != .refusal { await connection.condemn(failure) }
      await connection.shutDown()
      // What it says while it ends is the reason, as often as not.
      if failure.complaint.isEmpty { failure.complaint = await connection.failure?.complaint ?? "" }
      throw failure
    } catch {
      await connection.shutDown()
      throw error
    }
  }

  private nonisolated func shakeHands(with connection: PluginConnection) async throws -> Gate? {
    let id = manifest.descriptor.id
    let result: InitializeResult
    do {
      result = try await connection.ask(
        Method.initialize,
        InitializeParams(
          host: Party(name: "surtitle", version: host.options.version), plugin: id, settings: settings,
          capabilities: HostCapabilities(maximumLineLength: LineBuffer.defaultLimit)),
        deadline: host.options.patience.start)
    } catch let error as RemoteError {
      throw error.meaning(plugin: id)
    } catch let error as NeverAsked {
      throw error.failure
    }
    guard ProtocolVersion.spoken.contains(result.protocolVersion) else {
      throw PluginFailure(
        .version, id,
        "chose version \(result.protocolVersion) of the protocol; this program speaks \(ProtocolVersion.spoken)")
    }
    let places = result.capabilities?.parallelRequests
    if let places, places < 1 {
      throw PluginFailure(.garbage, id, "says that it takes \(places) requests side by side; it must take one at least")
    }
    try await connection.tell(Method.initialized, Nothing())
    return places.map { Gate(places: $0) }
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
    case .environment, .missingModel:
      EnvironmentError("the plug-in “\(plugin)” cannot work here: \(message.printable(2_000))")
    default: PluginFailure(.refusal, plugin, "refused: \(message)")
    }
  }
}
