internal import Foundation
internal import FoundationNetworking
internal import Library
internal import Synchronization

/// Posts a message. Proxies: libcurl below `URLSession` reads `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`.
final class WebhookClient: NSObject, URLSessionDataDelegate, Sendable {
  private enum State {
    case idle
    case waiting(CheckedContinuation<Delivery, Never>)
    case finished(Delivery)
  }

  private let state = Mutex(State.idle)

  /// What it answered is told by its head; a body of any length is not waited for.
  func post(_ notice: Notice, to address: URL, secret: WebhookSecret?, timeout: Double, now: Double) async -> Delivery {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = timeout
    configuration.timeoutIntervalForResource = timeout
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.httpShouldSetCookies = false
    let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    let time = Int64(now)
    var request = URLRequest(url: address)
    request.httpMethod = "POST"
    request.httpBody = notice.body
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.setValue("surtitle", forHTTPHeaderField: "User-Agent")
    request.setValue(notice.id, forHTTPHeaderField: "webhook-id")
    request.setValue("\(time)", forHTTPHeaderField: "webhook-timestamp")
    if let secret {
      let signature = secret.signature(id: notice.id, time: time, body: notice.body)
      request.setValue(signature, forHTTPHeaderField: "webhook-signature")
    }
    let task = session.dataTask(with: request)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { answer in
        // One that was cancelled before it began has ended already.
        let ended: Delivery? = state.withLock { state in
          if case .finished(let delivery) = state { return delivery }
          state = .waiting(answer)
          return nil
        }
        if let ended { answer.resume(returning: ended) } else { task.resume() }
      }
    } onCancel: {
      task.cancel()
    }
  }

  private func finish(_ delivery: Delivery) {
    let answer: CheckedContinuation<Delivery, Never>? = state.withLock { state in
      defer { if case .finished = state {} else { state = .finished(delivery) } }
      if case .waiting(let answer) = state { return answer }
      return nil
    }
    answer?.resume(returning: delivery)
  }

  /// - Parameters:
  ///   - status: of HTTP.
  ///   - wait: the header `Retry-After`.
  static func outcome(status: Int, wait: String?) -> Delivery {
    switch status {
    case 200..<300: .delivered
    // Too early, too much, or the server's own trouble.
    case 408, 425, 429, 500...: .failed("it answered \(status)", delay: wait.flatMap(Double.init))
    case 300..<400: .refused("it answered \(status); redirections are not followed, write down the address itself")
    default: .refused("it answered \(status)")
    }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    // Answered before it is finished: Foundation ends the program when a session is invalidated in between.
    completionHandler(.cancel)
    let response = response as? HTTPURLResponse
    finish(
      Self.outcome(
        status: response?.statusCode ?? 0, wait: response?.value(forHTTPHeaderField: "Retry-After")))
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    // Not followed; the redirection itself then comes as the response.
    completionHandler(nil)
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    let error = error as? URLError
    let reason = error?.code == .timedOut ? "it did not answer in time" : error?.localizedDescription
    finish(.failed(reason ?? "it ended without an answer"))
  }
}
