import Dispatch
import Foundation
import Subprocess
import SystemPackage
import TestSupport

/// The built program, run in a place of its own.
final class Program: Sendable {
  let folder: TemporaryFolder
  private let executable: FilePath

  init() throws {
    folder = try TemporaryFolder()
    // Tests and program are built into the same folder.
    let tests = FilePath(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    executable = tests.removingLastComponent().appending("surtitle")
    try folder.makeFolder("media")
  }

  /// What came of one call.
  struct Outcome {
    var status: Int32
    var output: String
    var error: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  func callAsFunction(_ arguments: String..., environment: [String: String] = [:]) async throws -> Outcome {
    try await run(arguments.map { Array($0.utf8) }, environment: environment)
  }

  func run(_ arguments: [[UInt8]], environment: [String: String] = [:]) async throws -> Outcome {
    let result = try await Subprocess.run(
      .path(executable), arguments: Arguments(arguments.map { $0 + [0] }),
      environment: variables(environment), workingDirectory: folder.path,
      output: .string(limit: 1 << 22), error: .string(limit: 1 << 20))
    return Outcome(
      status: Self.status(result.terminationStatus), output: result.standardOutput, error: result.standardError)
  }

  /// Runs the program, sends it `signal` at the first line of output that `isDue` accepts, and tells how long it took
  /// to end after that. Words for people are lost.
  ///
  /// The program is watched from a thread of its own: Swift's task pool is held by other tests for seconds at a time,
  /// in which the program comes to its end.
  func run(
    _ arguments: [String], environment: [String: String] = [:], sending signal: Signal,
    when isDue: @escaping @Sendable (String) -> Bool
  ) async throws -> (outcome: Outcome, delay: Duration?) {
    let clock = ContinuousClock()
    return try await withTaskExecutorPreference(Watcher()) {
      let result = try await Subprocess.run(
        .path(executable), arguments: Arguments(arguments), environment: variables(environment),
        workingDirectory: folder.path, input: .none, output: .sequence, error: .discarded
      ) { execution in
        var lines: [String] = []
        var sent: ContinuousClock.Instant?
        for try await line in execution.standardOutput.strings() {
          lines.append(line)
          if sent == nil, isDue(line) {
            try execution.send(signal: signal)
            sent = clock.now
          }
        }
        return (output: lines.joined(separator: "\n"), delay: sent.map { clock.now - $0 })
      }
      let outcome = Outcome(
        status: Self.status(result.terminationStatus), output: result.closureResult.output, error: "")
      return (outcome, result.closureResult.delay)
    }
  }

  private final class Watcher: TaskExecutor {
    private let queue = DispatchQueue(label: "surtitle.tests.watcher")

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }

  private static func status(_ status: TerminationStatus) -> Int32 {
    switch status {
    case .exited(let code): code
    case .signaled(let signal): 128 + signal
    }
  }

  private func variables(_ environment: [String: String]) -> Environment {
    var variables = ["HOME": folder.path.string, "SURTITLE_MODELS": folder.path.appending("models").string]
    variables["PATH"] = ProcessInfo.processInfo.environment["PATH"]
    variables["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    variables["SWIFT_BACKTRACE"] = "enable=no"
    variables.merge(environment) { $1 }
    let keys = variables.map { key, value in (Environment.Key(stringLiteral: key), value) }
    return .custom(Dictionary(uniqueKeysWithValues: keys))
  }

  /// Runs a line of shell in which `$SURTITLE` is the program.
  func shell(_ line: String) async throws -> Outcome {
    let result = try await Subprocess.run(
      .path("/bin/bash"), arguments: ["-o", "pipefail", "-c", line],
      environment: .inherit.updating([
        "SURTITLE": executable.string, "HOME": folder.path.string, "XDG_STATE_HOME": folder.path.string,
        "SURTITLE_STATE": "", "SURTITLE_MODELS": folder.path.appending("models").string,
      ]), workingDirectory: folder.path, output: .string(limit: 1 << 22), error: .string(limit: 1 << 20))
    return Outcome(
      status: Self.status(result.terminationStatus), output: result.standardOutput, error: result.standardError)
  }

  func json(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }
}

extension Program {
  /// Puts plug-ins of the fixtures into the folder `plugins`.
  func install(_ names: String...) throws {
    for name in names {
      for file in ["plugin.json", "main.py"] {
        try folder.write(Project.text("Tests/Fixtures/Plugins/\(name)/\(file)"), to: "plugins/\(name)/\(file)")
      }
      try folder.write(
        Project.text("Samples/Plugins/python-helper/surtitle_plugin.py"), to: "plugins/\(name)/surtitle_plugin.py")
    }
  }
}

/// Files of this project.
enum Project {
  static let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
    .removingLastComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOfFile: root.appending(path).string, encoding: .utf8)
  }
}
