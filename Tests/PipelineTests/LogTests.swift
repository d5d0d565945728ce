import Pipeline
import SystemPackage
import TestSupport
import Testing

/// The log tells of every stage by its key, and nothing of what was said.
@Suite struct LogTests {
  @Test func `nothing that was said is in it`() async throws {
    let bench = try TestBench()
    try bench.media.write("zebra crossing", to: "Film.wav")
    let log = KeptLog()
    let runner = Runner(
      planners: try bench.planners(), modelDirectory: "/models", logger: log.logger)
    _ = try await runner.run(bench.walk())
    #expect(log.lines.contains { $0.hasPrefix("Stage done") && $0.contains("recognise") && $0.contains("key") })
    #expect(log.lines.contains { $0.hasPrefix("File written") && $0.contains("srt") })
    #expect(!log.lines.contains { $0.contains("zebra") || $0.contains("crossing") })
  }
}
