internal import ArgumentParser
internal import Foundation
internal import Library
internal import MetadataIndex
internal import SystemPackage

/// `surtitle bench index`: what filling and searching an index takes.
struct IndexBenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "index", abstract: "Fill an index with a library that nobody recorded, and search it; prints JSON.")

  @Argument(help: "A folder for it, which may be deleted after.", completion: .directory)
  var folder: String

  @Option(help: "Segments of the library.")
  var segments = 1_000_000

  @Option(help: "Searches for words.")
  var queries = 400

  @Option(help: "Write the texts to this folder too, for other programs.", completion: .directory)
  var texts: String?

  func run() throws {
    guard segments > 0, queries > 0 else { throw ValidationError("--segments and --queries are at least 1") }
    let paths = RawArguments.paths(for: [folder] + (texts.map { [$0] } ?? []))
    for path in paths { try Directory.create(path) }
    let report = try IndexBenchmark(segmentCount: segments, folder: paths[0]).run(
      queries: queries, texts: paths.dropFirst().first
    ) { StandardError.write("\($0)\n") }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try StandardOutput.write(String(decoding: encoder.encode(report), as: UTF8.self) + "\n")
  }
}
