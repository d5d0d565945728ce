import Foundation
import Glibc
import PluginProtocol
import Subprocess
import Synchronization
import SystemPackage

/// The process of a plug-in: lines go in, lines come out, and what it complains of is kept.
final class PluginProcess: Sendable {
  /// What comes from it.
  enum Event: Sendable {
    case line(Data)
    /// The last one: why it ended, and the end of what it wrote to standard error.
    case ended(String, complaint: String)
  }

  let events: AsyncStream<Event>
  private let news: AsyncStream<Event>.Continuation
  private let outgoing: AsyncStream<Data>.Continuation
  private let lastPartialLine = Mutex(SuspendingClock.now)
  private let life = Mutex(Life())

  private struct Life {
    /// Nil before it was started and once it has ended.
    var identifier: pid_t?
    /// Sent before there was anything to send it to.
    var isDoomed = false
  }

  /// A write to a process that has just ended is an error of that write, not the end of this process.
  private static let ignoresBrokenPipes: Void = { _ = Glibc.signal(SIGPIPE, SIG_IGN) }()

  /// Starts it. A program that cannot be started ends at once.
  init(_ command: PluginCommand, words: [String], processes: Int) {
    Self.ignoresBrokenPipes
    (events, news) = AsyncStream.makeStream()
    let lines: AsyncStream<Data>
    (lines, outgoing) = AsyncStream.makeStream()
    Task { await run(command, words, lines, processes) }
  }

  /// When it last wrote a part of a line: a long answer is on its way.
  var lastPart: SuspendingClock.Instant { lastPartialLine.withLock { $0 } }

  /// Writes a line, after those before it.
  func send(_ line: Data) { outgoing.yield(line) }

  /// Ends its input.
  func close() { outgoing.finish() }

  /// Sends a signal to it and to all that it started.
  func signal(_ number: Int32) {
    life.withLock { life in
      if let group = life.identifier { _ = kill(-group, number) } else { life.isDoomed = true }
    }
  }

  private func run(
    _ command: PluginCommand, _ words: [String], _ lines: AsyncStream<Data>, _ processes: Int
  ) async {
    let complaint = Tail(limit: 8_192)
    var options = PlatformOptions()
    // A group of its own: Ctrl-C is for the host, and a signal from the host is for all of the group.
    options.createSession = true
    let variables = command.environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
    var end: String
    do {
      let outcome = try await Subprocess.run(
        words[0].contains("/") ? .path(FilePath(words[0])) : .name(words[0]),
        arguments: Arguments(Array(words.dropFirst())),
        environment: .custom(Dictionary(uniqueKeysWithValues: variables)), workingDirectory: command.folder,
        platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
      ) { execution in
        let writer = execution.standardInputWriter
        let (output, error) = (execution.standardOutput, execution.standardError)
        let isDoomed = life.withLock { life in
          life.identifier = execution.processIdentifier.value
          return life.isDoomed
        }
        if isDoomed { signal(SIGKILL) }
        return await withTaskGroup(of: String?.self) { group in
          group.addTask {
            for await line in lines {
              do { _ = try await writer.write(Array(line)) } catch { break }
            }
            try? await writer.finish()
            return nil
          }
          group.addTask { await self.read(output) }
          group.addTask {
            do { for try await part in error { part.withUnsafeBytes { complaint.append($0) } } } catch {}
            return nil
          }
          let census = Task { await self.count(upTo: processes) }
          var fault: String?
          for await result in group {
            if let result {
              fault = result
              // Nothing that comes after it can be relied on.
              self.signal(SIGKILL)
            }
          }
          census.cancel()
          return await census.value ?? fault
        }
      }
      end = outcome.closureResult ?? outcome.terminationStatus.sentence
    } catch {
      end = "could not be started: \(error)"
    }
    // Whatever it started must not outlive it.
    signal(SIGKILL)
    life.withLock { $0.identifier = nil }
    news.yield(.ended(end, complaint: complaint.text))
    news.finish()
  }

  /// Ends it where there are more processes than `limit`, and says so. The system counts as well, but not for the
  /// administrator.
  private func count(upTo limit: Int) async -> String? {
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(500))
      guard let leader = life.withLock({ $0.identifier }) else { continue }
      let all = ProcessCensus.processes(ofSession: leader)
      guard all.count > limit else { continue }
      // Until none is left that could start another.
      for _ in 0..<100 {
        let left = ProcessCensus.processes(ofSession: leader)
        if left.isEmpty { break }
        for process in left { kill(process, SIGKILL) }
      }
      return "started more than \(limit) processes"
    }
    return nil
  }

  /// Hands lines on until there are none; says what is wrong with them.
  private func read(_ output: SubprocessOutputSequence) async -> String? {
    var buffer = LineBuffer()
    // Whoever says nothing more is told nothing more.
    defer { close() }
    do {
      for try await part in output {
        for line in try part.withUnsafeBytes({ try buffer.append($0) }) { news.yield(.line(line)) }
        if buffer.pendingCount > 0 { lastPartialLine.withLock { $0 = .now } }
      }
      return nil
    } catch let error as LineBuffer.TooLong {
      return "wrote what cannot be read: \(error)"
    } catch {
      return "could not be read: \(error)"
    }
  }

  /// The end of a text.
  private final class Tail: Sendable {
    private let limit: Int
    private let bytes = Mutex<[UInt8]>([])

    init(limit: Int) { self.limit = limit }

    func append(_ more: UnsafeRawBufferPointer) {
      bytes.withLock { bytes in
        bytes += more.suffix(limit)
        if bytes.count > limit { bytes.removeFirst(bytes.count - limit) }
      }
    }

    var text: String {
      bytes.withLock { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) }
    }
  }
}

extension TerminationStatus {
  /// `ended with status 3`, `was ended by signal 6`.
  fileprivate var sentence: String {
    switch self {
    // As shells and bubblewrap pass it on.
    case .exited(let code) where (129...159).contains(code): Self.signal(code - 128)
    case .exited(let code): "ended with status \(code)"
    case .signaled(let number): Self.signal(number)
    }
  }

  private static func signal(_ number: Int32) -> String {
    "was ended by signal \(number) (\(String(cString: strsignal(number))))"
  }
}
