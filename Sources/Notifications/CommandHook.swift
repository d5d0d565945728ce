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

  static func run(_ words: [String], on notice: Notice, timeout: Double) async -> Delivery {
    guard let program = words.first else { return .refused("there is no program") }
    var options = PlatformOptions()
    // A group of its own: Ctrl-C is for surtitle, and what the program started is ended with it.
    options.createSession = true
    let complaint = Complaint()
    do {
      let outcome = try await Subprocess.run(
        executable(program), arguments: Arguments(Array(words.dropFirst())),
        environment: .inherit.updating(["SURTITLE_PATH": notice.subject.string]), platformOptions: options,
        input: .fileDescriptor(try message(notice.body), closeAfterSpawningProcess: true), output: .discarded,
        error: .sequence
      ) { execution in
        let error = execution.standardError
        let leader = execution.processIdentifier.value
        return await withTaskGroup(of: Bool.self) { group in
          group.addTask {
            do {
              for try await part in error { part.withUnsafeBytes { complaint.append($0) } }
            } catch {}
            return true
          }
          group.addTask {
            try? await Task.sleep(for: .seconds(timeout))
            return false
          }
          let isInTime = await group.next() ?? true
          if !isInTime { kill(-leader, SIGKILL) }
          group.cancelAll()
          return isInTime
        }
      }
      if Task.isCancelled { return .failed("it was stopped") }
      let said = complaint.text.isEmpty ? "" : "; it said: \(complaint.text)"
      guard outcome.closureResult else { return .refused("it did not end within \(timeout) s\(said)") }
      switch outcome.terminationStatus {
      case .exited(0): return .delivered
      case .exited(temporaryFailure): return .failed("it asked for another try\(said)")
      case .exited(let code): return .refused("it ended with status \(code)\(said)")
      case .signaled(let number): return .refused("it was ended by signal \(number)\(said)")
      }
    } catch is CancellationError {
      return .failed("it was stopped")
    } catch {
      return .refused("it could not be started: \(error)")
    }
  }
}
