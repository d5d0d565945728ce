internal import ArgumentParser
internal import Foundation
internal import Library
internal import Logging
internal import Media
internal import Moderation
internal import PluginHost
internal import PluginKit
internal import SystemPackage
internal import Timeline
internal import Transcript

/// `surtitle bench plugin`: what a call of a plug-in takes, for measuring what its process adds.
struct PluginsBenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plugin",
    abstract: "Call a filter or an annotator with transcripts of some lengths and with an hour of sound; print medians."
  )

  @Argument(help: "The folder of a plug-in that asks for nothing.")
  var folder: String

  @Option(help: "Calls of each kind.")
  var calls = 51

  func run() async throws {
    guard calls > 0 else { throw ValidationError("--calls must be at least 1") }
    let work = try WorkDirectory(in: FilePath(NSTemporaryDirectory()))
    defer { work.remove() }
    let loader = try PluginLoader(PluginOptions.parse([]))
    let host = ExternalHost(loader.host.options, records: try PluginRecords(file: nil)) { work.path }
    let place = FilePath(folder).absolute(in: FilePath(FileManager.default.currentDirectoryPath))
    let plugin = try RegisteredPlugin(DiscoveredPlugin(in: place), host: host).configure()
    let context = PluginContext(
      logger: Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }, temporaryDirectory: work.path,
      modelDirectory: loader.host.options.modelDirectory)
    let hour = try Self.hour(in: work.path)
    for minutes in [1, 10, 60] {
      let transcript = Self.transcript(minutes: minutes)
      let median = try await Self.median(of: calls) {
        switch plugin.instance {
        case .filter(let filter): _ = try await filter.apply(.none, to: transcript, in: context)
        case .annotator(let annotator): _ = try await annotator.annotate(transcript, audio: hour, in: context)
        default: throw ValidationError("only filters and annotators can be measured")
        }
      }
      let time = String(format: "%.2f", median / .milliseconds(1))
      try StandardOutput.write("\(minutes) min of speech, \(transcript.words.count) words: \(time) ms a call\n")
    }
    await host.shutDown()
  }

  /// The first call starts the process, and does not count.
  private static func median(of count: Int, _ call: () async throws -> Void) async throws -> Duration {
    try await call()
    var times: [Duration] = []
    for _ in 0..<count {
      let start = ContinuousClock.now
      try await call()
      times.append(start.duration(to: .now))
    }
    return times.sorted()[count / 2]
  }

  /// An hour of silence.
  private static func hour(in folder: FilePath) throws -> AudioReference {
    let path = folder.appending("hour.f32")
    let file = try FileDescriptor.open(path, .writeOnly, options: [.create], permissions: .ownerReadWrite)
    let zeros = [UInt8](repeating: 0, count: 4 * 16_000 * 60)
    try file.closeAfter { for _ in 0..<60 { try file.writeAll(zeros) } }
    return AudioReference(path: path, sampleRate: 16_000, sampleCount: 16_000 * 3_600)
  }

  /// Ten words in four seconds.
  private static func transcript(minutes: Int) -> Transcript {
    let segments = (0..<15 * minutes).map { segment in
      Segment(
        words: (0..<10).map { word in
          let start = MediaTime(milliseconds: Int64(4_000 * segment + 380 * word))
          return Word(
            "word", range: TimeRange(start: start, end: start + MediaTime(milliseconds: 350)), confidence: 0.9)
        }, language: "en")
    }
    return Transcript(
      language: "en", segments: segments, duration: MediaTime(seconds: Double(60 * minutes)),
      speech: segments.map(\.range), provenance: Provenance(recognizer: "bench", model: "none"))
  }
}
