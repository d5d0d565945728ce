import Foundation
import FoundationNetworking
import Synchronization
import SystemPackage

/// One HTTP request whose body is written to a file as it arrives, from where the file ends.
///
/// Proxies: libcurl below `URLSession` reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`.
final class WebTransfer: NSObject, URLSessionDataDelegate, Sendable {
  enum Outcome: Error, Equatable {
    /// The server cannot continue from here (HTTP 416, or another range than asked for): start from 0.
    case rangeRefused
    case failed(String)
    /// Not the server's fault: the disk is full, or the file cannot be written for another reason.
    case cannotWrite(String)
  }

  private struct State {
    var continuation: CheckedContinuation<Void, any Error>?
    /// How the transfer ended. A task that is cancelled at once may end before there is a continuation.
    var result: Result<Void, any Error>?
    var task: URLSessionDataTask?
    var outcome: Outcome?
    var hasResponse = false
    var position: Int64
    var lastActivity = ContinuousClock.now
  }

  private let state: Mutex<State>
  private let file: FileDescriptor
  private let offset: Int64
  private let expected: Int64
  private let onBytes: @Sendable (Int64) -> Void

  /// - Parameters:
  ///   - file: open for writing; stays open.
  ///   - offset: its length, from which on the server is asked to continue.
  ///   - expected: the length of the whole; a longer body is refused.
  ///   - onBytes: told the length reached, after every block.
  init(file: FileDescriptor, offset: Int64, expected: Int64, onBytes: @escaping @Sendable (Int64) -> Void) {
    self.file = file
    self.offset = offset
    self.expected = expected
    self.onBytes = onBytes
    self.state = Mutex(State(position: offset))
  }

  /// Returns when the body has arrived in full; throws `Outcome` or `CancellationError`.
  func run(_ address: URL, limits: WebLimits) async throws {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 3_600  // `watch` is stricter and says what it waited for
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    defer { session.invalidateAndCancel() }

    var request = URLRequest(url: address)
    request.setValue("surtitle", forHTTPHeaderField: "User-Agent")
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    if offset > 0 { request.setValue("bytes=\(offset)-", forHTTPHeaderField: "Range") }
    let task = session.dataTask(with: request)
    state.withLock { $0.task = task }

    let watch = Task { await self.watch(limits) }
    defer { watch.cancel() }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result = state.withLock { state in
          if state.result == nil { state.continuation = continuation }
          return state.result
        }
        if let result { return continuation.resume(with: result) }
        task.resume()
      }
    } onCancel: {
      task.cancel()
    }
    try Task.checkCancellation()
  }

  /// Gives up when nothing arrives for longer than the limits allow.
  private func watch(_ limits: WebLimits) async {
    while (try? await Task.sleep(for: .milliseconds(200))) != nil {
      let reason: String? = state.withLock { state in
        let silence = ContinuousClock.now - state.lastActivity
        if !state.hasResponse {
          return silence > limits.response ? "does not answer within \(limits.response)" : nil
        }
        return silence > limits.silence ? "sent nothing for \(limits.silence)" : nil
      }
      if let reason { return stop(.failed(reason)) }
    }
  }

  private func stop(_ outcome: Outcome) {
    let task = state.withLock { state in
      if state.outcome == nil { state.outcome = outcome }
      return state.task
    }
    task?.cancel()
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    let problem = accept(response)
    if let problem { stop(problem) }
    completionHandler(problem == nil ? .allow : .cancel)
  }

  /// Why the body must not be written, or nil after making the file ready for it.
  private func accept(_ response: URLResponse) -> Outcome? {
    guard let response = response as? HTTPURLResponse else { return .failed("does not speak HTTP") }
    let start: Int64
    switch response.statusCode {
    case 200:
      if let problem = refusal(of: response) { return problem }
      start = 0
    case 206:
      guard response.value(forHTTPHeaderField: "Content-Range")?.hasPrefix("bytes \(offset)-") == true else {
        return .rangeRefused
      }
      start = offset
    case 416: return .rangeRefused
    default: return .failed("answers HTTP \(response.statusCode)")
    }
    do {
      if start < offset { try file.resize(to: start) }
      try file.seek(offset: start, from: .start)
    } catch {
      return .cannotWrite("\(error)")
    }
    state.withLock { state in
      state.hasResponse = true
      state.position = start
      state.lastActivity = .now
    }
    return nil
  }

  /// Why an answer with a whole body is not the file, as far as its head says. What answers for a network that wants a
  /// password first, or for a mirror that moved, must not take the place of what is here already.
  private func refusal(of response: HTTPURLResponse) -> Outcome? {
    guard response.mimeType != "text/html" else { return .failed("sends a web page instead of the file") }
    let encoding = response.value(forHTTPHeaderField: "Content-Encoding") ?? "identity"
    let length = response.expectedContentLength
    guard encoding == "identity", length >= 0, length != expected else { return nil }
    return .failed("sends \(length) bytes, not \(expected)")
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let position: Int64? = state.withLock { state in
      guard state.outcome == nil else { return nil }
      state.lastActivity = .now
      state.position += Int64(data.count)
      return state.position
    }
    guard let position else { return }
    guard position <= expected else { return stop(.failed("sends more than the \(expected) bytes expected")) }
    do {
      _ = try data.withUnsafeBytes { try file.writeAll($0) }
    } catch {
      return stop(.cannotWrite("\(error)"))
    }
    onBytes(position)
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    let (continuation, result) = state.withLock { state in
      let result = self.result(of: state, error)
      state.result = result
      defer { state.continuation = nil }
      return (state.continuation, result)
    }
    continuation?.resume(with: result)
  }

  private func result(of state: State, _ error: (any Error)?) -> Result<Void, any Error> {
    if let outcome = state.outcome { return .failure(outcome) }
    if let error {
      let wasCancelled = (error as? URLError)?.code == .cancelled
      return .failure(wasCancelled ? CancellationError() : Outcome.failed(error.localizedDescription))
    }
    guard state.position >= expected else {
      return .failure(Outcome.failed("ended after \(state.position) of \(expected) bytes"))
    }
    return .success(())
  }
}
