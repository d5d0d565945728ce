internal import ArgumentParser
internal import Library
internal import PluginHost
internal import SystemPackage
internal import Vocabulary

struct VocabularyCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look for what is wrong in files of words, line by line.")

  @Argument(help: "Text files.", completion: .file(extensions: ["txt"]))
  var files: [String]

  @Flag(help: "Print JSON, one object a problem.")
  var json = false

  func run() async throws {
    var status = ExitStatus.success
    for path in RawArguments.paths(for: files) {
      do {
        let reader = VocabularyListReader(try VocabularyStore.read(path, list: path.display), name: path.display)
        for problem in reader.problems { try say(problem, of: path) }
        if reader.problems.contains(where: \.isError) {
          status = .usage
        } else if !json {
          StandardError.write("\(path.display): \(Counted.entries(reader.list.entries.count)), no errors\n")
        }
      } catch let error as VocabularyError {
        ExitStatus.report(error)
        status = max(status, ExitStatus(error))
      }
    }
    if status != .success { throw status }
  }

  private func say(_ problem: VocabularyProblem, of path: FilePath) throws {
    guard json else {
      let place = problem.line.map { "\(path.display):\($0)" } ?? path.display
      return try StandardOutput.write("\(place): \(problem.isError ? "error" : "note"): \(problem.message)\n")
    }
    var members: [String: JSONValue] = [
      "file": .string(path.display), "severity": .string(problem.isError ? "error" : "note"),
      "message": .string(problem.message),
    ]
    if let line = problem.line { members["line"] = .number(Double(line)) }
    try StandardOutput.write(JSONValue.object(members).line)
  }
}
