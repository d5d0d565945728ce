import Subprocess
import Synchronization
import SystemPackage

/// The `ffmpeg` command at work.
enum FFmpegProcess {
  /// What it says on standard error: the cause comes first, what failed because of it later.
  private final class Complaint: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    /// The first line that says something, without the name and address of the part that says it.
    var firstLine: String? {
      let text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
      let line = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) }
      return line.map { line in
        let part = line.prefix { $0 != "]" }
        return part.hasPrefix("[") && part.contains(" @ 0x") ? String(line.dropFirst(part.count + 2)) : String(line)
      }
    }

    func append(_ more: UnsafeRawBufferPointer) {
      bytes.withLock { $0 += more.prefix(4_000 - min($0.count, 4_000)) }
    }
  }

  static func executable(_ name: String) -> Executable { name.contains("/") ? .path(FilePath(name)) : .name(name) }

  /// Runs it to its end, and hands on the lines of its standard output. Cancelling the task ends it at once.
  ///
  /// - Throws: `BurnInError`, `CancellationError`.
  static func run(
    _ name: String, _ arguments: [[UInt8]], onLine: @escaping @Sendable (Substring) -> Void
  ) async throws {
    var options = PlatformOptions()
    // What it has made so far is worth nothing: there is no reason to let it finish.
    options.teardownSequence = []
    let complaint = Complaint()
    let status: TerminationStatus
    do {
      let outcome = try await Subprocess.run(
        executable(name), arguments: Arguments(arguments.map { $0 + [0] }), platformOptions: options, input: .none,
        output: .sequence, error: .sequence
      ) { execution in
        let (output, error) = (execution.standardOutput, execution.standardError)
        await withTaskGroup { group in
          group.addTask {
            var rest = ""
            do {
              for try await part in output {
                rest += part.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                let lines = rest.split(separator: "\n", omittingEmptySubsequences: false)
                for line in lines.dropLast() { onLine(line) }
                rest = lines.last.map { String($0.suffix(1_000)) } ?? ""
              }
            } catch {}
          }
          group.addTask {
            do { for try await part in error { part.withUnsafeBytes { complaint.append($0) } } } catch {}
          }
        }
      }
      status = outcome.terminationStatus
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw BurnInError(.missing, "the program “\(name)” cannot be started: \(error)")
    }
    try Task.checkCancellation()
    guard !status.isSuccess else { return }
    let cause = complaint.firstLine ?? "\(status)"
    throw BurnInError(.failed, "ffmpeg could not make the film: \(cause)")
  }
}
