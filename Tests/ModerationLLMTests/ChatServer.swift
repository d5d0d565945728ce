import Foundation
import TestSupport

extension PostServer {
  /// A chat endpoint.
  ///
  /// - Parameter answers: the first ones; then `500`.
  static func chat(_ answers: [Answer]) throws -> PostServer {
    try PostServer(answers, then: Answer(head: "500 Sorry"), path: "/v1")
  }
}

extension PostServer.Answer {
  /// What the model says, in the shape of a chat.
  static func saying(_ content: String) -> PostServer.Answer {
    let body = try? JSONEncoder().encode(["choices": [["message": ["content": content]]]])
    return PostServer.Answer(body: String(decoding: body ?? Data(), as: UTF8.self))
  }
}
