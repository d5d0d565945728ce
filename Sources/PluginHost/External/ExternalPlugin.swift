import Foundation
import Logging
import PluginKit
import PluginProtocol

/// A plug-in in a process of its own, with its settings: starts it when it is needed, and again where it ended, but not
/// for ever.
package actor ExternalPlugin {
  nonisolated let manifest: PluginManifest
  private nonisolated let command: PluginCommand
  private let settings: JSONValue
  private let host: Party
  private let patience: PluginPatience
  private var running: (connection: PluginConnection, ready: Task<Void, any Error>)?
  /// Ends of the process that nobody asked for, since it last did what it was asked.
  private var crashes: [PluginFailure] = []

  /// So many ends, one after the other, and it is not started any more.
  package static let mostCrashes = 3

  init(
    _ manifest: PluginManifest, _ command: PluginCommand, settings: JSONValue, host: Party, patience: PluginPatience
  ) {
    self.manifest = manifest
    self.command = command
    self.settings = settings
    self.host = host
    self.patience = patience
  }

  /// Asks for something, of a process that is started where there is none.
  ///
  /// - Throws: `MissingModelError`, `EnvironmentError`, `PluginFailure`, `CancellationError`.
  func ask<Result: Decodable & Sendable>(
    _ method: String, _ params: some Encodable & Sendable, _ type: Result.Type = Result.self, in context: PluginContext
  ) async throws -> Result {
    let connection = try await connection(context.logger)
    do {
      let result = try await connection.ask(method, params, Result.self, progress: context.progress)
      crashes = []
      return result
    } catch let error as RemoteError {
      crashes = []
      throw error.meaning(plugin: manifest.descriptor.id)
    } catch let failure as PluginFailure {
      note(failure, of: connection)
      throw failure
    }
  }

  /// Ends the process in peace.
  package func shutDown() async {
    guard let (connection, _) = running else { return }
    running = nil
    await connection.shutDown()
  }

  private func connection(_ logger: Logger) async throws -> PluginConnection {
    if let (connection, ready) = running {
      if await connection.failure == nil {
        try await ready.value
        return connection
      }
      if running?.connection === connection { running = nil }
    }
    if crashes.count >= Self.mostCrashes, let last = crashes.last {
      throw PluginFailure(
        .quarantine, last.plugin,
        "failed \(crashes.count) times and is not started again: the last time it \(last.message)",
        complaint: last.complaint)
    }
    // Another caller may have started it while this one waited.
    if !crashes.isEmpty { try await Task.sleep(for: .milliseconds(250 << crashes.count)) }
    if let (connection, ready) = running {
      try await ready.value
      return connection
    }
    let connection = PluginConnection(command, patience: patience) { params in
      logger.log(level: params.level.loggerLevel, "\(params.message)")
    }
    Task { await connection.listen() }
    let ready = Task { try await introduce(connection) }
    running = (connection, ready)
    do {
      try await ready.value
      return connection
    } catch let failure as PluginFailure {
      note(failure, of: connection)
      throw failure
    }
  }

  private func introduce(_ connection: PluginConnection) async throws {
    let id = manifest.descriptor.id
    let result: InitializeResult
    do {
      result = try await connection.ask(
        Method.initialize,
        InitializeParams(
          host: host, plugin: id, settings: settings),
        limit: patience.start)
    } catch let error as RemoteError {
      await connection.shutDown()
      throw error.meaning(plugin: id)
    } catch let failure as PluginFailure where failure.code == .hang {
      throw PluginFailure(.handshake, id, "did not answer “initialize” within \(patience.start.inSeconds)")
    }
    guard ProtocolVersion.spoken.contains(result.protocolVersion) else {
      await connection.shutDown()
      throw PluginFailure(
        .version, id,
        "chose version \(result.protocolVersion) of the protocol; this program speaks \(ProtocolVersion.spoken)")
    }
    try await connection.tell(Method.initialized, Nothing())
  }

  /// Counts an end once, however many requests it failed.
  private func note(_ failure: PluginFailure, of connection: PluginConnection) {
    guard running?.connection === connection else { return }
    running = nil
    crashes.append(failure)
    Task { await connection.shutDown() }
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
