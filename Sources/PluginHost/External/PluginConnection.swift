import Foundation
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
  /// Whether its end is no failure: the host asked for it, or it said why it cannot work.
  private var isExcused = false
  /// Those who end it, each begun once. Nobody's cancellation shortens them.
  private var farewell: Task<Void, Never>?
  private var termination: Task<Void, Never>?

  private struct Pending {
    var method: String
    var answer: CheckedContinuation<IncomingMessage, any Error>
    var progress: @Sendable (Double) -> Void
    var lastSign = SuspendingClock.now
    var isCancelled = false
  }

  /// Starts the process.
  ///
  /// - Parameters:
  ///   - words: the whole command line, with what confines the process.
  ///   - limits: of it and all that it starts.
  ///   - shared: the folder that it may write to.
  init(
    _ command: PluginCommand, words: [String], limits: PluginLimits, shared: SharedFolder, patience: PluginPatience,
    isTrial: Bool = false, log: @escaping @Sendable (LogParams) -> Void
  ) {
    plugin = command.plugin
    (self.patience, self.isTrial) = (patience, isTrial)
    self.log = log
    process = PluginProcess(command, words: words, limits: limits, shared: shared)
  }

  /// Starts the process, and reads what comes until it has ended; to be called once.
  func listen() async {
    await process.run { await self.handle($0) }
  }

  private func handle(_ event: PluginProcess.Event) {
    switch event {
    case .line(let line): take(line)
    case .ended(let reason, let complaint): end(reason, complaint)
    }
  }

  /// Why nothing more is asked of it; nil where it can be asked.
  var obstacle: PluginFailure? {
    failure ?? verdict ?? farewell.map { _ in PluginFailure(.crash, plugin, "is about to end") }
  }

  /// Why it ended, where that is a failure.
  var fault: PluginFailure? { isExcused ? nil : failure }

  /// Asks for something and waits for the answer.
  ///
  /// - Parameters:
  ///   - deadline: for the answer, however many signs of life come; nil for the usual.
  ///   - progress: 0…1, as the plug-in tells it.
  /// - Throws: `RemoteError` where the plug-in refuses, `NeverAsked`, `PluginFailure`, `CancellationError`.
  func ask<Result: Decodable & Sendable>(
    _ method: String, _ params: some Encodable & Sendable, _ type: Result.Type = Result.self,
    deadline: Duration? = nil, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) async throws -> Result {
    let id = MessageID.number(nextID)
    nextID += 1
    let line = try OutgoingMessage.request(id, method, params)
    let watch = Task { await self.watch(id, method, deadline: deadline) }
    defer { watch.cancel() }
    let message: IncomingMessage = try await withTaskCancellationHandler {
      try Task.checkCancellation()
      return try await withCheckedThrowingContinuation { continuation in
        // It is told of its own end while it ends.
        let obstacle = method == Method.shutdown ? failure ?? verdict : obstacle
        if let obstacle { return continuation.resume(throwing: NeverAsked(failure: obstacle)) }
        pending[id] = Pending(method: method, answer: continuation, progress: progress)
        send(line)
      }
    } onCancel: {
      Task { await self.cancel(id) }
    }
    switch message.kind {
    // Others that say so are rejected.
    case .failure(_, let error) where error.code == .cancelled: throw CancellationError()
    case .failure(_, let error): throw error
    default: break
    }
    do {
      return try message.result(Result.self)
    } catch {
      let reason = "answered “\(method)” with what cannot be used: \(error.message)"
      reject(reason)
      throw PluginFailure(.garbage, plugin, reason)
    }
  }

  /// Tells something.
  func tell(_ method: String, _ params: some Encodable & Sendable) throws {
    send(try OutgoingMessage.notification(method, params))
  }

  /// Writes a line, whatever it holds.
  func say(_ line: Data) { send(line) }

  private func send(_ line: Data) {
    if !process.send(line) { reject("does not read what it is told") }
  }

  /// Ends its input, and says whether it ends within `limit`.
  func endInput(_ limit: Duration) async -> Bool {
    process.close()
    return await hasEnded(within: limit)
  }

  /// Says why it is ended, which `shutDown` does. What was said first counts.
  func condemn(_ failure: PluginFailure) { if verdict == nil { verdict = failure } }

  /// Asks it to end, and ends it where it does not.
  func shutDown() async {
    if farewell == nil {
      if obstacle == nil { isExcused = true }
      farewell = Task { await self.bidFarewell() }
    }
    await farewell?.value
  }

  private func bidFarewell() async {
    guard failure == nil else { return }
    if verdict == nil {
      _ = try? await ask(Method.shutdown, Nothing(), Nothing?.self, deadline: patience.shutdown)
    }
    try? tell(Method.exit, Nothing())
    process.close()
    if await !hasEnded(within: patience.shutdown) { await terminate() }
  }

  private func hasEnded(within limit: Duration) async -> Bool {
    // A task of its own: in one that is cancelled there is no waiting.
    await Task {
      let start = SuspendingClock.now
      while failure == nil, SuspendingClock.now - start < limit { try? await Task.sleep(for: .milliseconds(5)) }
      return failure != nil
    }.value
  }

  /// Ends the process, at first politely.
  private func terminate() async {
    guard failure == nil else { return }
    let task =
      termination
      ?? Task {
        process.terminate()
        if await hasEnded(within: patience.termination) { return }
        process.kill()
        _ = await hasEnded(within: patience.termination)
      }
    termination = task
    await task.value
  }

  private func take(_ line: Data) {
    // What came with the line that it is ended for, an answer perhaps.
    if verdict?.code == .garbage { return }
    do {
      let message = try IncomingMessage(line)
      switch message.kind {
      case .failure(let id?, let error) where error.code == .cancelled && pending[id]?.isCancelled == false:
        reject("answered \(id) as cancelled, which nobody cancelled: \(error.message)")
      case .response(let id), .failure(let id?, _):
        guard let asked = pending.removeValue(forKey: id) else {
          return reject("answered \(id), which nobody asked or which was answered before")
        }
        if case .failure = message.kind, asked.method == Method.initialize { isExcused = true }
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
        send(try OutgoingMessage.failure(id, error))
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
    process.kill()
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

  /// Waits for the answer, and ends the process where it takes too long, or no sign of life comes for too long.
  private func watch(_ id: MessageID, _ method: String, deadline: Duration?) async {
    let start = SuspendingClock.now
    var (graces, heldUp) = (3, Duration.zero)
    while !Task.isCancelled {
      let limit = deadline ?? patience.request
      var left = limit + heldUp - start.duration(to: .now)
      var reason = "did not answer “\(method)” within \(limit.inSeconds)"
      if deadline == nil {
        let last = max(pending[id]?.lastSign ?? .now, process.lastPart)
        let rest = patience.silence - last.duration(to: .now)
        if rest < left { (left, reason) = (rest, "gave no sign of life for \(patience.silence.inSeconds)") }
      }
      if left <= .zero {
        condemn(PluginFailure(method == Method.initialize ? .handshake : .hang, plugin, reason))
        return await terminate()
      }
      let due = SuspendingClock.now + left
      try? await Task.sleep(until: due, clock: .suspending)
      // Where this process was held up itself, an answer may wait to be read.
      let late = due.duration(to: .now)
      if late > .milliseconds(100), graces > 0 {
        graces -= 1
        pending[id]?.lastSign = .now
        heldUp += late + .seconds(1)
      }
    }
  }

  private func cancel(_ id: MessageID) async {
    guard pending[id] != nil else { return }
    pending[id]?.isCancelled = true
    try? tell(Method.cancel, CancelParams(id: id))
    try? await Task.sleep(for: patience.cancellation)
    guard pending[id] != nil else { return }
    condemn(PluginFailure(.hang, plugin, "did not answer a request that was cancelled"))
    await terminate()
  }
}

/// Why something was not asked: the process had ended already, or was about to. Nothing was begun.
struct NeverAsked: Error, CustomStringConvertible {
  var failure: PluginFailure

  var description: String { failure.description }
}
