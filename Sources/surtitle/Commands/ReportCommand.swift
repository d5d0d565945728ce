internal import ArgumentParser
internal import Foundation
internal import Library
internal import ModerationReports
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import Reporting
internal import SystemPackage

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report what was found in media: as a page, as tables, for players.",
    discussion: """
      Reports are made of what runs stored; nothing is heard again. Of one file the findings are reported, of several a \
      summary with the worst files first; with --output DIR each file gets its report as well, which the summary links to. \
      What was decided with “surtitle review” is in all of them, and what made the findings: profile, models and lists with \
      their digests, dates. The date of the report itself is that of SOURCE_DATE_EPOCH where it is set.

      Words are shown as the profile's filters left them: masked, under a profile that masks. --unmasked shows them as they \
      were recognised.
      """)

  @Argument(help: "Media files, and folders to search for them.", completion: .file())
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "text, html, json, csv, vtt, edl (Kodi and MPlayer), or the name of an exporter that takes findings.",
      valueName: "format"))
  var format = "text"

  @Option(
    help: ArgumentHelp(
      "Write to this file, or below this folder: one that is there, or a path that ends in a slash.",
      discussion: """
        Otherwise the report goes to standard output. For several files a name that is not there yet needs a slash or an \
        extension, which say what it is to be.
        """, valueName: "path"), completion: .file())
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Cut the sound of each finding into this folder, two seconds more on both sides and two minutes at most, as WAV.",
      valueName: "dir"),
    completion: .directory)
  var clips: String?

  @Flag(help: "Only the summary, also of one file.")
  var summary = false

  @Flag(help: "Show the words of findings; otherwise text has none, and a page shows them when it is asked.")
  var words = false

  @Flag(help: "Replace files that are there.")
  var overwrite = false

  @OptionGroup var unmasked: UnmaskedOptions
  @OptionGroup var options: StoredFindingsOptions

  func validate() throws {
    if paths.isEmpty { throw ValidationError("name at least one media file or folder") }
    if words, format != "text" { throw ValidationError("--words goes with --format text") }
    if summary, clips != nil { throw ValidationError("--clips goes with reports on findings, not with --summary") }
    if unmasked.unmasked, format == "text", !words {
      throw ValidationError("--unmasked shows nothing in text without --words")
    }
  }

  func run() async throws {
    let session = try Session(options.configuration)
    let form = try ReportForm(format, session.plugins.registry)
    let target = output.map { RawArguments.path(for: $0).absolute(in: session.workingDirectory) }
    let isFolder = target.map { FileStatus.at($0)?.kind == .directory || output?.hasSuffix("/") == true } ?? false
    let workspace = try session.openWorkspace()
    defer { workspace.work.remove() }
    let found = try StoredFindings(
      RawArguments.paths(for: paths), options, session, workspace, output: form.plugin,
      folder: isFolder ? target : nil)
    let writer = ReportWriter(
      form: form, session: session, target: target, isFolder: isFolder, overwrites: overwrite, showsWords: words,
      isUnmasked: unmasked.unmasked, time: Self.time(session.environment),
      clips: clips.map { RawArguments.path(for: $0).absolute(in: session.workingDirectory) })
    let isOne = found.sources.count == 1
    if !isOne, !isFolder, !summary, form.library == nil {
      throw ValidationError("--format \(format) is of one file each; name a folder with --output")
    }
    if let output, let target, !isOne, !isFolder, !summary, FileStatus.at(target) == nil,
      target.extension?.isEmpty ?? true
    {
      throw ValidationError(
        "“\(target.display)” is not there, and there are \(found.sources.count) files: write “\(output)/” for a folder "
          + "with a report on each, or “\(output).\(form.name == "text" ? "txt" : form.name)” for one file on all")
    }
    if summary, form.library == nil { throw ValidationError("there is no summary in the format \(format)") }
    let missing = try await session.plugins.serving {
      try await Interruption.cancelling { try await writer.write(found, isOne: isOne, isSummary: summary) }
    }
    if found.sources.isEmpty {
      let places = RawArguments.paths(for: paths).map(\.display).joined(separator: ", ")
      StandardError.write("no media files found in \(places)\n")
    }
    if !missing.isEmpty { throw ExitStatus.someFailed }
  }

  /// When reports are made, milliseconds since 1970: now, or what builds that are to be the same again say.
  private static func time(_ environment: [String: String]) -> Int64 {
    if let seconds = environment["SOURCE_DATE_EPOCH"].flatMap(Int64.init), (0..<253_402_300_800).contains(seconds) {
      return seconds * 1000
    }
    return Int64((Date().timeIntervalSince1970 * 1000).rounded())
  }
}
