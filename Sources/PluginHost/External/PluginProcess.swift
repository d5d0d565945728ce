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

  private let command: PluginCommand
  private let words: [String]
  private let limits: PluginLimits
  private let shared: SharedFolder
  private let lines: AsyncStream<Data>
  private let outgoing: AsyncStream<Data>.Continuation
  private let waiting = Mutex(Waiting())
  private let lastPartialLine = Mutex(SuspendingClock.now)
  private let life = Mutex(Life())

  private struct Life {
    /// Nil before it was started and once it has ended.
    var identifier: pid_t?
    /// Sent before there was anything to send it to.
    var isDoomed = false
  }

  /// What was not written yet, as the process does not read it.
  private struct Waiting {
    var lines = 0
    var bytes = 0

    /// Some of the largest lines, and more requests than anybody makes side by side.
    static let most = Waiting(lines: 10_000, bytes: 4 * LineBuffer.defaultLimit)
  }

  /// A write to a process that has just ended is an error of that write, not the end of this process.
  private static let ignoresBrokenPipes: Void = { _ = Glibc.signal(SIGPIPE, SIG_IGN) }()

  init(_ command: PluginCommand, words: [String], limits: PluginLimits, shared: SharedFolder) {
    (self.command, self.words, self.limits, self.shared) = (command, words, limits, shared)
    (lines, outgoing) = AsyncStream.makeStream()
  }

  /// When it last wrote a part of a line: a long answer is on its way.
  var lastPart: SuspendingClock.Instant { lastPartialLine.withLock { $0 } }

  /// Writes a line, after those before it.
  ///
  /// - Returns: Whether there is room to keep it until the process reads it.
  func send(_ line: Data) -> Bool {
    waiting.withLock { waiting in
      let sum = Waiting(lines: waiting.lines + 1, bytes: waiting.bytes + line.count)
      guard sum.lines <= Waiting.most.lines, sum.bytes <= Waiting.most.bytes else { return false }
      if case .enqueued = outgoing.yield(line) { waiting = sum }
      return true
    }
  }

  /// Ends its input.
  func close() { outgoing.finish() }

  /// Asks it to end, and all that it started.
  func terminate() {
    guard let leader = leader() else { return }
    for process in ProcessCensus.members(ofSession: leader) {
      // Bubblewrap would end, and with it at once all that it confines.
      let isWrapper = process.name == "bwrap" && (process.identifier == leader || process.parent == leader)
      if !isWrapper { _ = Glibc.kill(process.identifier, SIGTERM) }
    }
  }

  /// Ends it at once, and all that it started.
  func kill() {
    if let leader = leader() { ProcessCensus.kill(session: leader) }
  }

  /// The process that was started; where there is none yet, it is ended when it starts.
  private func leader() -> pid_t? {
    life.withLock { life in
      if life.identifier == nil { life.isDoomed = true }
      return life.identifier
    }
  }

  /// Starts it and hands on what comes from it, one thing after the other: it writes no faster than `take` takes. To be
  /// called once. A program that cannot be started ends at once.
  func run(_ take: @escaping @Sendable (Event) async -> Void) async {
    Self.ignoresBrokenPipes
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
        let mayGoOn = PluginSessions.insert(execution.processIdentifier.value)
        if isDoomed || !mayGoOn { kill() }
        return await withTaskGroup(of: String?.self) { group in
          group.addTask {
            for await line in self.lines {
              do { _ = try await writer.write(Array(line)) } catch { break }
              self.waiting.withLock { $0 = Waiting(lines: $0.lines - 1, bytes: $0.bytes - line.count) }
            }
            try? await writer.finish()
            return nil
          }
          group.addTask { await self.read(output, take) }
          group.addTask {
            do { for try await part in error { part.withUnsafeBytes { complaint.append($0) } } } catch {}
            return nil
          }
          let census = Task { await self.count() }
          var fault: String?
          for await result in group {
            if let result {
              fault = result
              // Nothing that comes after it can be relied on.
              self.kill()
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
    if let leader = leader() {
      ProcessCensus.kill(session: leader)
      life.withLock { $0.identifier = nil }
      PluginSessions.remove(leader)
    }
    await take(.ended(end, complaint: complaint.text))
  }

  /// Ends it where there are more processes or files than it may have, and says so. The system counts processes as well,
  /// but not for the administrator.
  private func count() async -> String? {
    var next = SuspendingClock.now
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(500))
      guard let leader = life.withLock({ $0.identifier }) else { continue }
      if ProcessCensus.members(ofSession: leader).count > limits.processes {
        kill()
        return "started more than \(limits.processes) processes"
      }
      let start = SuspendingClock.now
      guard start >= next else { continue }
      if let excess = shared.excess(limits) {
        kill()
        return "keeps \(excess) in its folders for writing"
      }
      // Many files take long to count: a twentieth of the time at most.
      next = .now + max(.seconds(1), start.duration(to: .now) * 20)
    }
    return nil
  }

  /// Hands lines on until there are none; says what is wrong with them.
  private func read(
    _ output: SubprocessOutputSequence, _ take: @Sendable (Event) async -> Void
  ) async -> String? {
    var buffer = LineBuffer()
    // Whoever says nothing more is told nothing more.
    defer { close() }
    do {
      for try await part in output {
        for line in try part.withUnsafeBytes({ try buffer.append($0) }) { await take(.line(line)) }
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
      bytes.withLock {
        String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
          .printable(limit, keepingLines: true)
      }
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
