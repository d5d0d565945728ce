internal import Foundation
internal import Glibc
internal import Library
internal import Subprocess
internal import Synchronization
internal import SystemPackage

/// Starts a program for a message: the message on its standard input, and in its environment `SURTITLE_PATH`.
enum CommandHook {
  /// EX_TEMPFAIL of sysexits.h: the program asks for another try.
  private static let temporaryFailure: CInt = 75
  /// The end of what it says on standard error.
  private final class Complaint: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var text: String {
      bytes.withLock { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    func append(_ more: UnsafeRawBufferPointer) { bytes.withLock { $0 = ($0 + more.suffix(2_000)).suffix(2_000) } }
  }

  struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  static func check(_ words: [String]) async throws {
    guard let program = words.first else { return }
    guard let path = try? await executable(program).resolveExecutablePath(in: .inherit) else {
      throw Missing(description: "there is no program “\(program)” that can be started")
    }
    guard access(path.string, X_OK) == 0 else {
      throw Missing(description: "\(path) is no program that can be started")
    }
  }

  private static func executable(_ program: String) -> Executable {
    program.contains("/") ? .path(FilePath(program)) : .name(program)
  }

  /// `body` as a file without a name: unlike a pipe it minds no program that does not read it.
  private static func message(_ body: Data) throws -> FileDescriptor {
    let path = FilePath(FileManager.default.temporaryDirectory.path).appending("surtitle-message-\(UUID().uuidString)")
    let file = try FileDescriptor.open(
      path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
    unlink(path.string)
    do {
      try file.writeAll(body)
      try file.seek(offset: 0, from: .start)
    } catch {
      try? file.close()
      throw error
    }
    return file
  }

  /// The environment of this program with the path of the file that the message is about, whose bytes may be no text.
  private static func environment(_ notice: Notice) -> Subprocess.Environment {
    let name = "SURTITLE_PATH"
    let inherited = ProcessInfo.processInfo.environment.filter { $0.key != name }
    let own = Array("\(name)=".utf8) + notice.subject.bytes
    return .custom(inherited.map { Array("\($0.key)=\($0.value)".utf8) + [0] } + [own + [0]])
  }

  /// Ends a program, and what it started, when its time is over: also one that says nothing and closes what it could say
  /// it on.
  private final class Deadline: Sendable {
    private enum State { case waiting, running(leader: pid_t), over }
    private let state = Mutex(State.waiting)

    func begin(_ leader: pid_t) {
      state.withLock { state in
        if case .over = state { kill(-leader, SIGKILL) } else { state = .running(leader: leader) }
      }
    }

    /// Nothing is killed after this: the number of the process may be another's.
    func end() -> Bool {
      state.withLock { state in
        defer { state = .over }
        if case .over = state { return false }
        return true
      }
    }

    func strike() {
      state.withLock { state in
        if case .running(let leader) = state { kill(-leader, SIGKILL) }
        state = .over
      }
    }
  }

  static func run(_ words: [String], on notice: Notice, timeout: Double) async -> Delivery {
    guard let program = words.first else { return .refused("there is no program") }
    var options = PlatformOptions()
    // A group of its own: Ctrl-C is for surtitle, and what the program started is ended with it.
    options.createSession = true
    let complaint = Complaint()
    let deadline = Deadline()
    let watchdog = Task {
      try await Task.sleep(for: .seconds(timeout))
      deadline.strike()
    }
    defer { watchdog.cancel() }
    do {
      let path = try await executable(program).resolveExecutablePath(in: .inherit)
      let outcome = try await withTaskCancellationHandler {
        try await Subprocess.run(
          .path(path), arguments: Arguments(Array(words.dropFirst())), environment: environment(notice),
          platformOptions: options,
          input: .fileDescriptor(try message(notice.body), closeAfterSpawningProcess: true), output: .discarded,
          error: .sequence
        ) { execution in
          deadline.begin(execution.processIdentifier.value)
          do {
            for try await part in execution.standardError { part.withUnsafeBytes { complaint.append($0) } }
          } catch {}
        }
      } onCancel: {
        deadline.strike()
      }
      let isInTime = deadline.end()
      if Task.isCancelled { return .failed("it was stopped") }
      let said = complaint.text.isEmpty ? "" : "; it said: \(complaint.text)"
      guard isInTime else { return .refused("it did not end within \(timeout) s\(said)") }
      switch outcome.terminationStatus {
      case .exited(0): return .delivered
      case .exited(temporaryFailure): return .failed("it asked for another try\(said)")
      case .exited(let code): return .refused("it ended with status \(code)\(said)")
      case .signaled(let number): return .refused("it was ended by signal \(number)\(said)")
      }
    } catch is CancellationError {
      return .failed("it was stopped")
    } catch {
      let text = "it could not be started: \(error)"
      return isPassing(error) ? .failed(text) : .refused(text)
    }
  }

  /// Whether the machine had no room for it at this moment: on a disk, in memory, in the table of files or processes.
  private static func isPassing(_ error: any Error) -> Bool {
    let cause = (error as? SubprocessError)?.underlyingError ?? error
    let passing: [Errno] = [
      .noSpace, .tooManyOpenFiles, .tooManyOpenFilesInSystem, .resourceTemporarilyUnavailable, .noMemory,
      .textFileBusy, .interrupted, Errno(rawValue: EDQUOT),
    ]
    return (cause as? Errno).map(passing.contains) ?? false
  }
}
