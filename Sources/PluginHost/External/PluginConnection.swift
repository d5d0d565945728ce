import Foundation
import Glibc
import PluginProtocol

/// A conversation with the process of a plug-in, from its start to its end: requests with their answers, time limits,
/// cancellation.
actor PluginConnection {
  private let plugin: String
  private let process: PluginProcess
  private let patience: PluginPatience
  private let log: @Sendable (LogParams) -> Void
  private var nextID: Int64 = 1
  private var pending: [MessageID: Pending] = [:]
  /// Why it can be asked nothing any more.
  private(set) var failure: PluginFailure?
  /// Whether it is tried with lines that are no messages, of which it may complain.
  private let isTrial: Bool
  private(set) var complaints = 0
  /// Why it was ended by the host.
  private var verdict: PluginFailure?

  private struct Pending {
    var answer: CheckedContinuation<IncomingMessage, any Error>
    var progress: @Sendable (Double) -> Void
    var lastSign = SuspendingClock.now
    var isCancelled = false
  }

  /// Starts the process.
  ///
  /// - Parameters:
  ///   - words: the whole command line, with what confines the process.
  ///   - processes: at most, of it and all that it starts.
  init(
    _ command: PluginCommand, words: [String], processes: Int, patience: PluginPatience, isTrial: Bool = false,
    log: @escaping @Sendable (LogParams) -> Void
  ) {
    plugin = command.plugin
    (self.patience, self.isTrial) = (patience, isTrial)
    self.log = log
    process = PluginProcess(command, words: words, processes: processes)
  }

  /// Reads what comes until the process has ended; to be called once.
  func listen() async {
    for await event in process.events {
      switch event {
      case .line(let line): take(line)
      case .ended(let reason, let complaint): end(reason, complaint)
      }
    }
  }

  /// Asks for something and waits for the answer.
  ///
  /// - Parameters:
  ///   - limit: for a sign of life; nil for the usual.
  ///   - progress: 0…1, as the plug-in tells it.
  /// - Throws: `RemoteError` where the plug-in refuses, `PluginFailure`, `CancellationError`.
  func ask<Result: Decodable & Sendable>(
    _ method: String, _ params: some Encodable & Sendable, _ type: Result.Type = Result.self, limit: Duration? = nil,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> Result {
    let id = MessageID.number(nextID)
    nextID += 1
    let line = try OutgoingMessage.request(id, method, params)
    let watch = Task { await self.watch(id, limit: limit ?? patience.silence) }
    defer { watch.cancel() }
    let message: IncomingMessage = try await withTaskCancellationHandler {
      try Task.checkCancellation()
      return try await withCheckedThrowingContinuation { continuation in
        if let failure { return continuation.resume(throwing: failure) }
        pending[id] = Pending(answer: continuation, progress: progress)
        process.send(line)
      }
    } onCancel: {
      Task { await self.cancel(id) }
    }
    switch message.kind {
    case .failure(_, let error) where error.code == .cancelled: throw CancellationError()
    case .failure(_, let error): throw error
    default: break
    }
    do {
      return try message.result(Result.self)
    } catch {
      throw PluginFailure(.garbage, plugin, "answered “\(method)” with what cannot be used: \(error.message)")
    }
  }

  /// Tells something.
  func tell(_ method: String, _ params: some Encodable & Sendable) throws {
    process.send(try OutgoingMessage.notification(method, params))
  }

  /// Writes a line, whatever it holds.
  func say(_ line: Data) { process.send(line) }

  /// Ends its input, and says whether it ends within `limit`.
  func endInput(_ limit: Duration) async -> Bool {
    process.close()
    return await hasEnded(within: limit)
  }

  /// Asks it to end, and ends it where it does not.
  func shutDown() async {
    guard failure == nil else { return }
    _ = try? await ask(Method.shutdown, Nothing(), Nothing?.self, limit: patience.shutdown)
    try? tell(Method.exit, Nothing())
    process.close()
    if await !hasEnded(within: patience.shutdown) { await terminate() }
  }

  private func hasEnded(within limit: Duration) async -> Bool {
    let start = SuspendingClock.now
    while failure == nil, SuspendingClock.now - start < limit { try? await Task.sleep(for: .milliseconds(5)) }
    return failure != nil
  }

  /// Ends the process, at first politely.
  private func terminate() async {
    guard failure == nil else { return }
    process.signal(SIGTERM)
    if await !hasEnded(within: patience.termination) {
      process.signal(SIGKILL)
      _ = await hasEnded(within: patience.termination)
    }
  }

  private func take(_ line: Data) {
    do {
      let message = try IncomingMessage(line)
      switch message.kind {
      case .response(let id), .failure(let id?, _):
        guard let asked = pending.removeValue(forKey: id) else {
          return reject("answered \(id), which nobody asked or which was answered before")
        }
        asked.answer.resume(returning: message)
      case .failure(nil, let error):
        // Asked for by whoever says nonsense on purpose.
        if isTrial { complaints += 1 } else { reject("could not read what it was asked: \(error)") }
      case .notification(Method.progress):
        let params = try message.params(ProgressParams.self)
        pending[params.id]?.lastSign = .now
        if let asked = pending[params.id], !asked.isCancelled, params.fraction.isFinite {
          asked.progress(min(1, max(0, params.fraction)))
        }
      case .notification(Method.log):
        for id in pending.keys { pending[id]?.lastSign = .now }
        log(try message.params(LogParams.self))
      // What a later version tells is passed over.
      case .notification: break
      case .request(let id, let method):
        let error = RemoteError(.methodNotFound, "the host answers no requests such as “\(method)”")
        process.send(try OutgoingMessage.failure(id, error))
      }
    } catch let error as RemoteError {
      reject("wrote to its standard output what is no message: \(error.message)")
    } catch {
      reject("wrote what cannot be used: \(error)")
    }
  }

  /// Ends a plug-in that does not keep to the protocol: whatever it says next cannot be relied on.
  private func reject(_ reason: String) {
    guard verdict == nil, failure == nil else { return }
    verdict = PluginFailure(.garbage, plugin, reason)
    process.signal(SIGKILL)
  }

  private func end(_ reason: String, _ complaint: String) {
    var failure = verdict ?? PluginFailure(.crash, plugin, reason)
    failure.complaint = complaint
    self.failure = failure
    for asked in pending.values {
      asked.answer.resume(throwing: asked.isCancelled ? CancellationError() : failure)
    }
    pending = [:]
  }

  /// Waits for the answer, and ends the process where no sign of life comes for too long.
  private func watch(_ id: MessageID, limit: Duration) async {
    let start = SuspendingClock.now
    var graces = 3
    while !Task.isCancelled {
      let last = max(pending[id]?.lastSign ?? .now, process.lastPart)
      let rest = (limit - last.duration(to: .now), "gave no sign of life for \(limit.inSeconds)")
      let all = (patience.request - start.duration(to: .now), "did not answer within \(patience.request.inSeconds)")
      let (left, reason) = rest.0 < all.0 ? rest : all
      if left <= .zero {
        verdict = PluginFailure(.hang, plugin, reason)
        return await terminate()
      }
      let due = SuspendingClock.now + left
      try? await Task.sleep(until: due, clock: .suspending)
      // Where this process was held up itself, an answer may wait to be read.
      if due.duration(to: .now) > .milliseconds(100), graces > 0 {
        graces -= 1
        pending[id]?.lastSign = .now
      }
    }
  }

  private func cancel(_ id: MessageID) async {
    guard pending[id] != nil else { return }
    pending[id]?.isCancelled = true
    try? tell(Method.cancel, CancelParams(id: id))
    try? await Task.sleep(for: patience.cancellation)
    guard pending[id] != nil else { return }
    verdict = PluginFailure(.hang, plugin, "did not answer a request that was cancelled")
    await terminate()
  }
}
