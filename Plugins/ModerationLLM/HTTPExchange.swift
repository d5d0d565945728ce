internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// One request and its answer. Proxies: libcurl below `URLSession` reads `http_proxy`, `https_proxy`, `all_proxy` and
/// `no_proxy`.
final class HTTPExchange: NSObject, URLSessionDataDelegate, Sendable {
  enum Answer: Sendable {
    /// - Parameter wait: seconds, of the header `Retry-After`.
    case response(status: Int, wait: Double?, body: Data)
    case failed(String)
  }

  private struct State {
    var status = 0
    var wait: Double?
    var body = Data()
    var problem: String?
    var waiting: CheckedContinuation<Answer, Never>?
    var ended: Answer?
  }

  /// Bytes of an answer.
  private static let longest = 8 << 20

  private let state = Mutex(State())

  /// - Parameter timeout: seconds for all of it.
  func post(_ request: URLRequest, timeout: Double) async -> Answer {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = timeout
    configuration.timeoutIntervalForResource = timeout
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.httpShouldSetCookies = false
    let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    defer { session.finishTasksAndInvalidate() }
    let task = session.dataTask(with: request)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { answer in
        // One that was cancelled before it began has ended already.
        let ended: Answer? = state.withLock { state in
          if state.ended == nil { state.waiting = answer }
          return state.ended
        }
        if let ended { answer.resume(returning: ended) } else { task.resume() }
      }
    } onCancel: {
      task.cancel()
      finish(.failed("it was stopped"))
    }
  }

  private func finish(_ answer: Answer) {
    let waiting: CheckedContinuation<Answer, Never>? = state.withLock { state in
      guard state.ended == nil else { return nil }
      state.ended = answer
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume(returning: answer)
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    let response = response as? HTTPURLResponse
    state.withLock {
      $0.status = response?.statusCode ?? 0
      $0.wait = response?.value(forHTTPHeaderField: "Retry-After").flatMap(Double.init)
    }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = state.withLock { state in
      if state.body.count + data.count > Self.longest { return true }
      state.body += data
      return false
    }
    guard isTooLong else { return }
    state.withLock { $0.problem = "its answer has more than \(Self.longest >> 20) MB" }
    dataTask.cancel()
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    // Not followed: the key is for this address. The redirection itself then comes as the response.
    completionHandler(nil)
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    let (status, wait, body, problem) = state.withLock { ($0.status, $0.wait, $0.body, $0.problem) }
    if let problem { return finish(.failed(problem)) }
    guard let error else { return finish(.response(status: status, wait: wait, body: body)) }
    let isLate = (error as? URLError)?.code == .timedOut
    finish(.failed(isLate ? "it did not answer in time" : error.localizedDescription))
  }
}
