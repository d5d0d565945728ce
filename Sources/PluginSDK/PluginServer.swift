internal import Foundation
internal import Glibc
internal import Logging
internal import PluginKit
internal import PluginProtocol
internal import Synchronization
internal import SystemPackage

/// Answers the host: one request after the other is read, and all are worked on side by side.
final class PluginServer<P: Plugin>: Sendable {
  private let parallelRequests: Int?
  private let read: @Sendable (P, IncomingMessage) throws -> Work
  private let input = HostInput()
  private let output: HostOutput
  private let state = Mutex(State())

  private struct State {
    var plugin: P?
    var running: [MessageID: Task<Void, Never>] = [:]
  }

  /// - Parameter read: what a request asks for; throws `RemoteError` for parameters that cannot be used.
  init(
    _ plugin: P.Type, _ parallelRequests: Int?, read: @escaping @Sendable (P, IncomingMessage) throws -> Work
  ) {
    (self.parallelRequests, self.read) = (parallelRequests, read)
    output = HostOutput()
    let output = output
    LoggingSystem.bootstrap { _ in HostLogHandler(output: output) }
  }

  /// Serves requests of the name `method` until there are no more lines.
  func serve(_ method: String) async -> Never {
    for await line in input.lines() {
      let message: IncomingMessage
      do {
        message = try IncomingMessage(line)
      } catch {
        output.refuse(nil, error)
        continue
      }
      switch message.kind {
      case .notification(Method.exit): exit(0)
      case .notification(Method.cancel):
        if let params = try? message.params(CancelParams.self) {
          state.withLock { $0.running[params.id] }?.cancel()
        }
      case .request(let id, Method.initialize): answer(id) { try self.initialize(message) }
      case .request(let id, Method.shutdown): answer(id) { Nothing?.none }
      case .request(let id, method): start(id, message)
      case .request(let id, let other):
        output.refuse(id, RemoteError(.methodNotFound, "this plug-in does no “\(other)”"))
      // What a later host tells, and what nobody asked for.
      case .notification, .response, .failure: break
      }
    }
    exit(0)
  }

  private func initialize(_ message: IncomingMessage) throws -> InitializeResult {
    let descriptor = P.descriptor
    let offer = try message.params(Offer.self)
    guard let version = ProtocolVersion.best(of: offer.protocolVersions) else {
      throw RemoteError(.unsupportedVersion, "this plug-in speaks version \(ProtocolVersion.spoken)")
    }
    let params = try message.params(InitializeParams<P.Configuration>.self)
    let plugin = try P(configuration: params.settings)
    state.withLock { $0.plugin = plugin }
    return InitializeResult(
      protocolVersion: version, plugin: Party(name: descriptor.id, version: descriptor.version),
      capabilities: PluginCapabilities(parallelRequests: parallelRequests))
  }

  /// The part of the first request that every version has.
  private struct Offer: Decodable {
    var protocolVersions: [Int]
  }

  private func start(_ id: MessageID, _ message: IncomingMessage) {
    let work: Work
    do {
      guard let plugin = state.withLock({ $0.plugin }) else {
        throw RemoteError(.invalidRequest, "“initialize” comes first")
      }
      work = try read(plugin, message)
    } catch {
      return output.refuse(id, RemoteError(error))
    }
    let context = PluginContext(
      logger: Logger(label: P.descriptor.shortName), temporaryDirectory: FilePath(work.context.temporaryDirectory),
      modelDirectory: FilePath(work.context.modelDirectory ?? "/nonexistent")
    ) { [output] in output.tell(Method.progress, ProgressParams(id: id, fraction: $0)) }
    // Entered before it can leave.
    state.withLock { state in
      state.running[id] = Task {
        do {
          let result = try await work.run(context)
          output.answer(id, result)
        } catch {
          output.refuse(id, RemoteError(error))
        }
        self.state.withLock { $0.running[id] = nil }
      }
    }
  }

  private func answer(_ id: MessageID, _ body: () throws -> some Encodable) {
    do {
      output.answer(id, try body())
    } catch {
      output.refuse(id, RemoteError(error))
    }
  }
}

extension RemoteError {
  /// How an error of a plug-in travels.
  init(_ error: any Error) {
    switch error {
    case let error as RemoteError: self = error
    case is CancellationError: self.init(.cancelled, "cancelled")
    case let error as MissingModelError: self.init(.missingModel, "\(error)")
    case let error as EnvironmentError: self.init(.environment, "\(error)")
    case let error as ConfigurationError: self.init(.invalidParams, "settings\(error)")
    default: self.init(.internalError, "\(error)")
    }
  }
}
