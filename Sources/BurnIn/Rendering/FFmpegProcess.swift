import Subprocess
import Synchronization
import SystemPackage

/// The `ffmpeg` command at work.
enum FFmpegProcess {
  /// The end of what it says on standard error.
  private final class Complaint: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    /// The last line that says something.
    var lastLine: String? {
      let text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
      return text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }.map(String.init)
    }

    func append(_ more: UnsafeRawBufferPointer) { bytes.withLock { $0 = ($0 + more.suffix(4_000)).suffix(4_000) } }
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
    let cause = complaint.lastLine ?? "\(status)"
    throw BurnInError(.failed, "ffmpeg could not make the film: \(cause)")
  }
}
