import TestSupport

extension PostServer {
  /// A hook.
  ///
  /// - Parameter answers: status lines, and headers after them, of the first answers; then `204 No Content`. An empty one
  ///   is no answer at all.
  static func hook(_ answers: [String] = []) throws -> PostServer {
    try PostServer(
      answers.map { Answer(head: $0, isMissing: $0.isEmpty) }, then: Answer(head: "204 No Content"),
      path: "/hook?token=x")
  }
}
