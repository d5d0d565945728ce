internal import Foundation
internal import FoundationNetworking
internal import PluginKit

/// Asks the endpoint, again where that may help.
struct ChatClient {
  private let question: ChatQuestion
  private let address: URL
  private let key: String?
  private let timeout: Double
  private let retries: Int

  /// Seconds between two tries at most.
  private static let longestDelay = 60.0

  /// - Throws: `ConfigurationError`.
  init(_ configuration: ModerationLLMConfiguration, key: String?) throws {
    guard let base = URL(string: configuration.endpoint) else {
      throw ConfigurationError("/endpoint", "this is no address")
    }
    address = base.appending(path: "chat/completions")
    question = ChatQuestion(model: configuration.model, categories: configuration.categories)
    (self.key, timeout, retries) = (key, configuration.timeout, configuration.retries)
  }

  /// For messages.
  var host: String { address.host() ?? "" }

  /// The scores of each of `texts`, 0…1 by category.
  ///
  /// - Throws: `EnvironmentError` where no other question would fare better, `ChatError`, `CancellationError`.
  func scores(of texts: [String]) async throws -> [[String: Double]] {
    var attempt = 0
    while true {
      var delay: Double?
      let problem: String
      switch await HTTPExchange().post(try request(texts), timeout: timeout) {
      case .failed(let reason): problem = reason
      case .response(200..<300, _, let body):
        do { return try question.scores(in: body, count: texts.count) } catch { problem = "its answer \(error.reason)" }
      case .response(let status, let wait, _):
        problem = "it answered \(status)"
        delay = wait
        // Too early, too much, or the server's own trouble.
        guard [408, 425, 429].contains(status) || status >= 500 else {
          throw EnvironmentError("the endpoint at \(host) refuses: \(problem)\(Self.advice(on: status))")
        }
      }
      try Task.checkCancellation()
      guard attempt < retries else {
        throw ChatError(reason: "the endpoint at \(host) was asked \(attempt + 1) times without use: \(problem)")
      }
      let seconds = min(Self.longestDelay, delay.map { max(0, $0) } ?? pow(2, Double(attempt)) / 2)
      try await Task.sleep(for: .seconds(seconds))
      attempt += 1
    }
  }

  private func request(_ texts: [String]) throws -> URLRequest {
    var request = URLRequest(url: address)
    request.httpMethod = "POST"
    request.httpBody = try question.body(texts)
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.setValue("surtitle", forHTTPHeaderField: "User-Agent")
    if let key { request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization") }
    return request
  }

  private static func advice(on status: Int) -> String {
    switch status {
    case 300..<400: "; redirections are not followed, write down the address itself"
    case 401, 403: "; look at the key"
    case 404: "; look at the address, which usually ends with /v1, and at the model"
    default: ""
    }
  }
}

/// What went wrong with a question. Never says what was asked.
struct ChatError: Error, CustomStringConvertible {
  var reason: String
  var description: String { reason }
}
