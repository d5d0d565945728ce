import Foundation
import Logging
import Media
import PluginHost
import PluginKit
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// The plug-ins in Samples/Plugins, as users run them.
struct SamplePluginTests {
  static let folder = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
    .appending(path: "Samples/Plugins")

  private static func exporter(
    _ name: String, settings: JSONValue = .emptyObject, _ body: (any Exporting, PluginContext) async throws -> Void
  ) async throws {
    let found = PluginPath([FilePath(folder.path)]).find()
    #expect(found.problems.isEmpty)
    let work = try TemporaryFolder()
    let options = ExternalHost.Options(
      version: "1.0.0", environment: ProcessInfo.processInfo.environment, modelDirectory: "/models")
    let host = ExternalHost(options, records: try PluginRecords(file: nil)) { work.path }
    let sample = try #require(found.plugins.first { $0.manifest.descriptor.shortName == name })
    let plugin = try RegisteredPlugin(sample, host: host).configure(settings)
    guard case .exporter(let exporter) = plugin.instance else { throw CancellationError() }
    let context = PluginContext(
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, temporaryDirectory: work.path,
      modelDirectory: "/models", progress: { _ in })
    do {
      try await body(exporter, context)
      await host.shutDown()
    } catch {
      await host.shutDown()
      throw error
    }
  }

  /// Words of half a second that start at `starts`.
  private static func input(_ starts: [Double]) -> ExportInput {
    let segments = starts.map { start in
      let range = TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: start + 0.5))
      return Segment(words: [Word("word", range: range, confidence: 0.5)], language: "en")
    }
    let duration = MediaTime(seconds: (starts.max() ?? 0) + 1)
    let stream = MediaStream(index: 0, kind: .audio, codec: "aac")
    return ExportInput(
      mediaName: "Film.mkv",
      media: MediaInfo(container: "matroska", duration: duration, startTime: .zero, streams: [stream]),
      track: AudioTrackChoice(stream: stream, reason: .onlyTrack),
      transcript: Transcript(
        language: "en", segments: segments, duration: duration,
        provenance: Provenance(recognizer: "org.example.test", model: "none")))
  }

  @Test func `speech rate counts the words of each row`() async throws {
    try await Self.exporter("speech-rate", settings: .object(["seconds": .integer(10)])) { exporter, context in
      let table = try await exporter.export(Self.input([0, 1, 2, 25]), in: context)
      #expect(
        String(decoding: table, as: UTF8.self)
          == "start,words,words per minute\n0,3,18.0\n10,0,0.0\n20,1,6.0\n")
      let empty = try await exporter.export(Self.input([]), in: context)
      #expect(String(decoding: empty, as: UTF8.self) == "start,words,words per minute\n")
    }
  }

  @Test func `every copy of the helper is the helper`() throws {
    let helper = try Data(contentsOf: Self.folder.appending(path: "python-helper/surtitle_plugin.py"))
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path) {
      let copy = Self.folder.appending(path: "\(name)/surtitle_plugin.py")
      guard FileManager.default.fileExists(atPath: copy.path) else { continue }
      #expect(try Data(contentsOf: copy) == helper, "\(name)")
    }
  }
}
