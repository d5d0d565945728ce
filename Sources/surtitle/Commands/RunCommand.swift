internal import ArgumentParser
internal import Library
internal import Notifications
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
  @OptionGroup var jobs: JobOptions
  @OptionGroup var reports: ReportOptions

  func run() async throws {
    let session = try Session(self.profile.configuration)
    let profiles = try session.folderProfiles(self.profile)
    let profile = try profiles.profile()
    try await profile.notify.check(session.environment)
    let options = try results.runOptions(session, profile, jobs: jobs.count)
    let walk = try session.scanner.walk(RawArguments.paths(for: paths))
    let logger = reports.logger
    let reporter = reports.reporter(logger)
    let workspace = try session.openWorkspace()
    defer { workspace.work.remove() }
    let runner = Runner(
      planners: session.planners(workspace, profiles, options), modelDirectory: session.modelDirectory,
      logger: logger, report: { reporter.handle($0) })
    let notifier = Notifier(workspace.catalogue, logger: logger)
    let summary = try await session.plugins.serving {
      try await Interruption.cancelling {
        try await notifier.delivering {
          let summary = try await runner.run(walk)
          if !summary.isInterrupted { await notifier.finish(logger) }
          return summary
        }
      }
    }
    if summary.files == 0, !reports.isForPrograms, !reports.verbosity.quiet {
      StandardError.write("no media files found in \(paths.joined(separator: ", "))\n")
    }
    if summary.isInterrupted { throw ExitStatus.interrupted }
    if summary.count(.failed) > 0 { throw ExitStatus.someFailed }
  }
}
