internal import ArgumentParser
internal import Foundation
internal import Library
internal import Media
internal import MediaIO
internal import Pipeline
internal import PluginHost
internal import SystemPackage
internal import Timeline

struct SubtitlesShotsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shots",
    abstract: "Show at which instants the shots of a video begin.",
    discussion: """
      Hard cuts, to the frame; dissolves and fades are not found. Times count from the beginning of the file, as those of \
      subtitles do. Little more than the key frames is decoded.
      """)

  @Argument(help: "A video.", completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp(
      "The video stream, by its number in the file; without it the first that is no cover art.", valueName: "n"))
  var stream: Int?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if let stream, stream < 0 { throw ValidationError("--stream takes the number of a stream, from 0") }
  }

  func run() async throws {
    let source = RawArguments.paths(for: [file])[0]
    _ = try FileStatus(of: source)
    let stream = stream
    let shots = try await Interruption.cancelling { try await ShotDetector.detect(in: source, stream: stream) }
    if json {
      try StandardOutput.write(Self.document(of: shots, source).line)
    } else if shots.stream == nil {
      StandardError.write("surtitle: \(source.display): there is no moving picture in it\n")
    } else {
      for change in shots.changes { try StandardOutput.write("\(change.time)\n") }
    }
  }

  /// For programs; times are seconds.
  private static func document(of shots: ShotChanges, _ source: FilePath) -> JSONValue {
    var members = JSONText.path(source)
    if let stream = shots.stream { members["stream"] = .integer(Int64(stream)) }
    if let rate = shots.frameRate { members["frameRate"] = .string(rate.description) }
    members["changes"] = .array(
      shots.changes.map { change in
        .object([
          "time": .number((change.time.seconds * 1_000_000).rounded() / 1_000_000),
          "score": .number((change.score * 1000).rounded() / 1000),
          "evidence": .string(change.evidence.rawValue),
        ])
      })
    let statistics = shots.statistics
    members["statistics"] = .object([
      "packetsSeen": .integer(Int64(statistics.packetsSeen)),
      "framesDecoded": .integer(Int64(statistics.framesDecoded)),
      "damagedPackets": .integer(Int64(statistics.damagedPackets)),
      "groups": .integer(Int64(statistics.groups)),
      "groupsSkipped": .integer(Int64(statistics.groupsSkipped)),
    ])
    return .object(members)
  }
}
