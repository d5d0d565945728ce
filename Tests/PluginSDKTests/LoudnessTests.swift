import Foundation
import Logging
import Media
import Moderation
import PluginHost
import PluginKit
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// The sample in Swift, as its own process: the SDK on one side, the host on the other.
@Suite(.timeLimit(.minutes(10)))
struct LoudnessTests {
  private let folder: TemporaryFolder
  private let host: ExternalHost
  private let plugin: RegisteredPlugin
  private let context: PluginContext

  init() throws {
    folder = try TemporaryFolder()
    let sample = (0..<3).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
      .appending(path: "Samples/Plugins/loudness/plugin.json")
    try folder.write(String(contentsOf: sample, encoding: .utf8), to: "loudness/plugin.json")
    // Tests and programs are built into the same folder.
    let tests = FilePath(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    let program = folder.path.appending("loudness/loudness").string
    try FileManager.default.copyItem(
      atPath: tests.removingLastComponent().appending("loudness").string, toPath: program)
    let shared = folder.path.appending("shared")
    host = ExternalHost(
      .init(version: "1.0.0", environment: ProcessInfo.processInfo.environment, modelDirectory: "/models"),
      records: try PluginRecords(file: nil)
    ) { shared }
    plugin = try RegisteredPlugin(DiscoveredPlugin(in: folder.path.appending("loudness")), host: host)
    context = PluginContext(
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, temporaryDirectory: folder.path,
      modelDirectory: "/models")
  }

  @Test func `it keeps the contract`() async throws {
    try folder.makeFolder("work")
    let isGood = await Conformance(
      plugin, host: host, folder: folder.path.appending("work"), logger: context.logger
    ).run { #expect($0.verdict != .failed, "\($0)") }
    #expect(isGood)
  }

  /// A second at each level, with a word in each.
  private func annotate(_ levels: [Float], settings: JSONValue = .emptyObject) async throws -> [Finding] {
    let samples = levels.flatMap { level in (0..<16_000).map { level * ($0 % 8 < 4 ? 1 : -1) } }
    let path = folder.path.appending("audio.f32")
    try samples.withUnsafeBytes { Data($0) }.write(to: URL(filePath: path.string))
    let segments = levels.indices.map { index in
      let range = TimeRange(start: MediaTime(seconds: Double(index)), end: MediaTime(seconds: Double(index) + 0.9))
      return Segment(words: [Word("word", range: range, confidence: 1)], language: "en")
    }
    let transcript = Transcript(
      language: "en", segments: segments, duration: MediaTime(seconds: Double(levels.count)),
      provenance: Provenance(recognizer: "none", model: "none"))
    guard case .annotator(let annotator) = try plugin.configure(settings).instance else { return [] }
    let audio = AudioReference(path: path, sampleRate: 16_000, sampleCount: Int64(samples.count))
    let findings = try await annotator.annotate(transcript, audio: audio, in: context).findings
    await host.shutDown()
    return findings
  }

  @Test func `it finds quiet and clipped speech`() async throws {
    let findings = try await annotate([0.1, 0.002, 1, 0.1])
    #expect(findings.map(\.category) == ["quiet-speech", "clipped-speech"])
    #expect(findings.map(\.range.start.seconds) == [1, 2])
  }

  @Test func `its settings count`() async throws {
    let findings = try await annotate([0.1, 0.002], settings: .object(["quietLevel": .number(-10)]))
    #expect(findings.map(\.category) == ["quiet-speech", "quiet-speech"])
  }
}
