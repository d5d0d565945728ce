import Foundation
import Logging
import PluginKit
import PluginProtocol

/// Tries how a plug-in in a process of its own speaks: the handshake, what it does with what it does not know, how it ends.
struct WireConformance: Sendable {
  private let plugin: ExternalPlugin
  private let trials: Trials
  private let isolation: Isolation
  private let logger: Logger

  init(_ plugin: ExternalPlugin, _ trials: Trials, isolation: Isolation, logger: Logger) {
    (self.plugin, self.trials, self.isolation, self.logger) = (plugin, trials, isolation, logger)
  }

  func run() async {
    let isThere = await trials.attempt("handshake: it starts and answers initialize") {
      let start = ContinuousClock.now
      try await withConnection { _ in }
      let seconds = start.duration(to: .now) / .seconds(1)
      return seconds > 5
        ? "it takes \(Int(seconds)) s; load models at the first request, or tell why with $/log"
        : nil
    }
    guard isThere else { return await trials.giveUp() }
    await unknownThings()
    await ends()
  }

  private func unknownThings() async {
    await trials.attempt("handshake: a version that it cannot know is refused") {
      try await withConnection(isIntroduced: false) { connection in
        let params = InitializeParams(
          protocolVersions: [9_999], host: Party(name: "surtitle", version: "0"), plugin: plugin.manifest.descriptor.id,
          settings: JSONValue.emptyObject)
        do {
          let result: InitializeResult = try await connection.ask(
            Method.initialize, params, deadline: plugin.host.options.patience.start)
          throw NotConforming(
            "it was offered version 9999 alone and chose \(result.protocolVersion); answer with the error -32003")
        } catch let error as RemoteError {
          let code = error.code
          return code == .unsupportedVersion ? nil : "the code of this error is -32003, not \(code.rawValue)"
        }
      }
    }
    await trials.attempt("requests: an unknown method is refused") {
      try await withConnection { try await refusesUnknownMethod($0) }
    }
    await trials.attempt("notifications: unknown ones are passed over") {
      try await withConnection { connection in
        try await connection.tell("$/surtitleConformance", Nothing())
        return try await refusesUnknownMethod(connection)
      }
    }
    await trials.attempt("requests: parameters that cannot be used are refused") {
      try await withConnection { connection in
        do {
          let _: JSONValue = try await connection.ask(plugin.manifest.method, JSONValue.emptyObject)
          return "a request without parameters was answered with a result; answer with the error -32602"
        } catch is RemoteError {
          return nil
        }
      }
    }
    await trials.attempt("lines: what is no JSON does not end it") {
      try await withConnection { connection in
        await connection.say(Data("{\"jsonrpc\": \"2.0\", oops\n".utf8))
        return try await refusesUnknownMethod(connection)
      }
    }
  }

  private func ends() async {
    await trials.attempt("end: it answers shutdown, and ends after exit") {
      let connection = try await open()
      await connection.shutDown()
      return try await cleanEnd(connection)
    }
    await trials.attempt("end: it ends when its input ends") {
      let connection = try await open()
      // Whether it ends is looked at, not how fast a machine is that does other work.
      let hasEnded = await connection.endInput(plugin.host.options.patience.start)
      await connection.shutDown()
      guard hasEnded else {
        throw NotConforming("it goes on, as it would after a crash of the host; end when there is no line left")
      }
      return try await cleanEnd(connection)
    }
  }

  private func cleanEnd(_ connection: PluginConnection) async throws -> String? {
    guard let failure = await connection.failure else { throw NotConforming("it does not end, not even when killed") }
    guard failure.message.hasPrefix("ended with status") else {
      throw NotConforming("it had to be ended (\(failure.message)); answer shutdown, and end at exit")
    }
    return failure.message == "ended with status 0" ? nil : "it \(failure.message); end with 0"
  }

  private func refusesUnknownMethod(_ connection: PluginConnection) async throws -> String? {
    do {
      let _: JSONValue = try await connection.ask("surtitle/conformance", Nothing())
      throw NotConforming("it answered a method that there is not; answer with the error -32601")
    } catch let error as RemoteError {
      return error.code == .methodNotFound ? nil : "the code of this error is -32601, not \(error.code.rawValue)"
    }
  }

  private func open(isIntroduced: Bool = true) async throws -> PluginConnection {
    let connection = try await plugin.launch(isolation, isTrial: true, logger).connection
    // Ends it where it fails.
    if isIntroduced { try await plugin.introduce(connection) }
    return connection
  }

  /// Ends the connection after `body`, whatever became of it.
  @discardableResult
  private func withConnection<Result: Sendable>(
    isIntroduced: Bool = true, _ body: (PluginConnection) async throws -> Result
  ) async throws -> Result {
    let connection = try await open(isIntroduced: isIntroduced)
    do {
      let result = try await body(connection)
      await connection.shutDown()
      return result
    } catch {
      await connection.shutDown()
      throw error
    }
  }
}

extension PluginManifest {
  /// What it is asked for.
  fileprivate var method: String {
    switch descriptor.kind {
    case .speechRecognizer: Method.transcribe
    case .annotator: Method.annotate
    case .transcriptFilter: Method.filter
    case .exporter, .subtitleFormat: Method.export
    }
  }
}
