/// What is wrong with a file of words.
package struct VocabularyProblem: Hashable, Sendable, CustomStringConvertible {
  /// From 1; nil where it is the whole file.
  package var line: Int?
  package var message: String
  /// Whether the file cannot be used like that.
  package var isError: Bool

  package init(line: Int? = nil, _ message: String, isError: Bool = true) {
    self.line = line
    self.message = message
    self.isError = isError
  }

  package var description: String {
    (line.map { "line \($0): " } ?? "") + (isError ? "" : "note: ") + message
  }
}

/// A list of words that cannot be had.
package struct VocabularyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure; new cases may come.
  package struct Code: Hashable, Sendable {
    let name: String
    package static let unknownList = Code(name: "unknownList")
    package static let invalidName = Code(name: "invalidName")
    package static let unusableText = Code(name: "unusableText")
    package static let unreadableFile = Code(name: "unreadableFile")
    package static let alreadyExists = Code(name: "alreadyExists")
    package static let bundled = Code(name: "bundled")
  }

  package var code: Code
  /// The name of the list, or its file.
  package var list: String
  package var problems: [VocabularyProblem]
  /// The lists that there are, where the one that was named is not among them.
  package var known: [String]

  package init(_ code: Code, list: String, problems: [VocabularyProblem], known: [String] = []) {
    self.code = code
    self.list = list
    self.problems = problems
    self.known = known
  }

  package init(_ code: Code, list: String, _ message: String) {
    self.init(code, list: list, problems: [VocabularyProblem(message)])
  }

  package var description: String {
    let shown = problems.prefix(20).map { "\(list): \($0)" }
    let rest = problems.count - shown.count
    return (shown + (rest > 0 ? ["\(list): and \(rest) more"] : [])).joined(separator: "\n")
  }
}
