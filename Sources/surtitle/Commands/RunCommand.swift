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
  @OptionGroup var results: ResultOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Option(help: ArgumentHelp("Files in work at once; speech is recognised in one at a time.", valueName: "n"))
  var jobs = 2

  @Flag(help: "Print what happens as JSON, one object a line, on standard output.")
  var json = false

  func validate() throws {
    if !(1...64).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 64, not \(jobs)") }
  }

  func run() async throws {
    let session = try Session(profile.configuration)
    let profiles = try session.folderProfiles(profile)
    let options = try results.runOptions(session, try profiles.profile(), jobs: jobs)
    let walk = try session.scanner.walk(RawArguments.paths(for: paths))
    let reporter: any RunReporter =
      json ? JSONReporter() : HumanReporter(terminal: Terminal(), isQuiet: verbosity.quiet)
    let workspace = try session.openWorkspace()
    defer { workspace.work.remove() }
    let runner = Runner(
      planners: session.planners(workspace, profiles, options), modelDirectory: session.modelDirectory,
      logger: session.logger(verbosity), report: { reporter.handle($0) })
    let summary = try await session.plugins.serving {
      try await Interruption.cancelling { try await runner.run(walk) }
    }
    if summary.files == 0, !json, !verbosity.quiet {
      StandardError.write("no media files found in \(paths.joined(separator: ", "))\n")
    }
    if summary.isInterrupted { throw ExitStatus.interrupted }
    if summary.count(.failed) > 0 { throw ExitStatus.someFailed }
  }
}
