internal import ArgumentParser
internal import MediaIO
internal import PluginKit
internal import SystemPackage

/// How subtitle files are read.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      "The format of subtitle files that are read; by default what their names tell.", valueName: "format"))
  var format: String?

  @Option(
    name: .customLong("set-input"),
    help: ArgumentHelp(
      "A setting of the format that is read, such as programmeStart=01:00:00:00; see “surtitle plugins info”.",
      valueName: "name=value"))
  var settings: [String] = []

  func validate() throws {
    if let setting = settings.first(where: { !$0.contains("=") }) {
      throw ValidationError("--set-input takes name=value, not “\(setting)”")
    }
  }

  /// Whether anything is asked for.
  var isGiven: Bool { format != nil || !settings.isEmpty }

  /// Whether the file at `path` is read as SubStation Alpha, which has looks of its own.
  func isScript(_ path: FilePath) -> Bool { ["ass", "ssa"].contains(format ?? path.extension?.lowercased() ?? "") }
}
