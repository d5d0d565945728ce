import Foundation
import Logging
import Media
import Moderation
import PluginHost
import PluginKit
import Synchronization
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript

/// What was told of progress.
final class ToldProgress: Sendable {
  private let fractions = Mutex<[Double]>([])

  var all: [Double] { fractions.withLock { $0 } }
  func append(_ fraction: Double) { fractions.withLock { $0.append(fraction) } }
}

/// A plug-in in a folder of its own, and what a call needs.
final class ExternalFixture: Sendable {
  let folder: TemporaryFolder
  let host: ExternalHost
  let plugin: ConfiguredPlugin
  let context: PluginContext
  let progress = ToldProgress()

  /// - Parameters:
  ///   - program: what follows the import of the helper.
  ///   - patience: shorter than users have.
  init(
    _ program: String, kind: String = "transcriptFilter", settings: JSONValue = .emptyObject,
    permissions: String = "{}",
    environment: [String: String] = ProcessInfo.processInfo.environment,
    records file: String? = nil, patience change: (inout PluginPatience) -> Void = { _ in },
    limits: (inout PluginLimits) -> Void = { _ in },
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  ) throws {
    folder = try TemporaryFolder()
    let helper = SamplePluginTests.folder.appending(path: "python-helper/surtitle_plugin.py")
    try folder.write(String(contentsOf: helper, encoding: .utf8), to: "plugin/surtitle_plugin.py")
    try folder.write("import os, sys, time\nimport surtitle_plugin\n" + program, to: "plugin/main.py")
    let extra = kind == "exporter" ? #""fileExtension":"x.txt","# : ""
    try folder.write(
      """
      {"id":"org.example.test","version":"1.0.0","protocol":1,"kind":"\(kind)","summary":"x","licence":"MIT",\(extra)
      "command":["python3","main.py"],"permissions":\(permissions),
      "configuration":{"properties":{"mark":{"type":"string","default":"!"}}}}
      """, to: "plugin/plugin.json")
    var patience = PluginPatience()
    patience.shutdown = .milliseconds(300)
    patience.termination = .milliseconds(300)
    change(&patience)
    var options = ExternalHost.Options(version: "1.2.3", environment: environment, modelDirectory: "/models")
    options.patience = patience
    let shared = folder.path
    limits(&options.limits)
    host = ExternalHost(options, records: try PluginRecords(file: file.map { shared.appending($0) })) { shared }
    let found = PluginPath([folder.path.appending("plugin")]).find()
    #expect(found.problems.isEmpty)
    let discovered = try #require(found.plugins.first)
    try host.records.trust(discovered)
    plugin = try RegisteredPlugin(discovered, host: host).configure(settings)
    let work = folder.path.appending("work")
    try FileManager.default.createDirectory(atPath: work.string, withIntermediateDirectories: true)
    context = PluginContext(
      logger: logger, temporaryDirectory: work,
      modelDirectory: "/models", progress: { [progress] in progress.append($0) })
  }

  func filter(_ transcript: Transcript = wordTranscript(3)) async throws -> Transcript {
    guard case .filter(let filter) = plugin.instance else { throw CancellationError() }
    return try await filter.apply(.none, to: transcript, in: context)
  }

  /// What fails, and ends the process.
  func failure() async throws -> PluginFailure? {
    let failure = await #expect(throws: PluginFailure.self) { try await self.filter() }
    await host.shutDown()
    return failure
  }
}

/// `words` segments of a word, a second apart.
func wordTranscript(_ words: Int) -> Transcript {
  let segments = (0..<words).map { index in
    let range = TimeRange(start: MediaTime(seconds: Double(index)), end: MediaTime(seconds: Double(index) + 0.5))
    return Segment(words: [Word("word\(index)", range: range, confidence: 0.5)], language: "en")
  }
  return Transcript(
    language: "en", segments: segments, duration: MediaTime(seconds: Double(words)),
    provenance: Provenance(recognizer: "org.example.test", model: "none"))
}
