import Logging
import Pipeline
import Synchronization
import SystemPackage
import TestSupport
import Testing

/// The log tells of every stage by its key, and nothing of what was said.
@Suite struct LogTests {
  /// Keeps what is logged at info and above.
  private struct Keeper: LogHandler {
    final class Lines: Sendable {
      private let lines = Mutex<[String]>([])
      func add(_ line: String) { lines.withLock { $0.append(line) } }
      var all: [String] { lines.withLock { $0 } }
    }

    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      lines.add("\(event.message) \(metadata.merging(event.metadata ?? [:]) { $1 })")
    }
  }

  @Test func `nothing that was said is in it`() async throws {
    let bench = try TestBench()
    try bench.media.write("zebra crossing", to: "Film.wav")
    let lines = Keeper.Lines()
    let runner = Runner(
      planners: try bench.planners(), modelDirectory: "/models",
      logger: Logger(label: "test") { _ in Keeper(lines: lines) })
    _ = try await runner.run(bench.walk())
    #expect(lines.all.contains { $0.hasPrefix("Stage done") && $0.contains("recognise") && $0.contains("key") })
    #expect(lines.all.contains { $0.hasPrefix("File written") && $0.contains("srt") })
    #expect(!lines.all.contains { $0.contains("zebra") || $0.contains("crossing") })
  }
}
