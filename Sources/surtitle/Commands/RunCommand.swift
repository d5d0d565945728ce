internal import ArgumentParser
internal import Library
internal import Pipeline
internal import PluginHost
internal import SystemPackage

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Make subtitles and transcripts for files, or for all media in folders.",
    discussion: """
      Results are put beside the media: Film.mkv gets Film.en.srt. A file that surtitle did not write, or that was \
      edited since, is never replaced without --overwrite. What is current is not made again; “surtitle plan” shows \
      what a run would do.
      """)

  @Argument(help: "Media files, and folders to search for them.")
  var paths: [String]

  @OptionGroup var profile: ProfileOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Option(help: ArgumentHelp("Write below this folder, in the tree of the media, not beside it.", valueName: "dir"))
  var output: String?

  @Option(help: ArgumentHelp("Files in work at once; speech is recognised in one at a time.", valueName: "n"))
  var jobs = 2

  @Option(
    help: ArgumentHelp(
      "Do this stage again, and what follows from it: audio, recognise, an output such as subrip, or all. May be repeated.",
      valueName: "stage"))
  var force: [String] = []

  @Flag(help: "Replace files that somebody else wrote or edited.")
  var overwrite = false

  @Flag(help: "Print what happens as JSON, one object a line, on standard output.")
  var json = false

  func validate() throws {
    if paths.isEmpty { throw ValidationError("name at least one file or folder") }
    if !(1...64).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 64, not \(jobs)") }
  }

  func run() async throws {
    let session = try Session(profile.configuration)
    let profile = try session.profile(profile)
    let options = try runOptions(session, profile)
    let items = try session.scan(RawArguments.paths(for: paths))
    guard !items.isEmpty else { return try reportNothingFound() }

    let reporter: any RunReporter =
      if json {
        JSONReporter()
      } else {
        HumanReporter(terminal: Terminal(), isQuiet: verbosity.quiet, files: items.count)
      }
    let workspace = try Workspace(session.stateDirectory)
    defer { workspace.work.remove() }
    let runner = Runner(
      planner: Planner(workspace: workspace, profile: profile, options: options), source: FFmpegAudioSource(),
      modelDirectory: session.modelDirectory, logger: session.logger(verbosity), report: { reporter.handle($0) })
    let summary = try await Interruption.cancelling { try await runner.run(items) }
    if summary.isInterrupted { throw ExitStatus.interrupted }
    if summary.count(.failed) > 0 { throw ExitStatus.someFailed }
  }

  private func runOptions(_ session: Session, _ profile: Profile) throws -> RunOptions {
    let stages = Stage.all(of: profile).map(\.name) + ["all"]
    for name in force where !stages.contains(name) {
      let near = Spelling.nearest(to: name, in: stages).map { "did you mean “\($0)”?" }
      throw ValidationError("there is no stage “\(name)”; \(near ?? "there are \(stages.joined(separator: ", "))")")
    }
    return RunOptions(
      outputDirectory: output.map { RawArguments.paths(for: [$0])[0].absolute(in: session.workingDirectory) },
      forced: Set(force), overwrites: overwrite, jobs: jobs)
  }

  private func reportNothingFound() throws {
    if json {
      try StandardOutput.write(JSONReporter.line("finished", ["files": .integer(0)]))
    } else if !verbosity.quiet {
      StandardError.write("no media files found in \(paths.joined(separator: ", "))\n")
    }
  }
}
