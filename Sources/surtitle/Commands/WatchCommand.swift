internal import ArgumentParser
internal import Foundation
internal import Library
internal import Logging
internal import Notifications
internal import Pipeline
internal import PluginHost
internal import SystemPackage

struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Make subtitles and transcripts for the files that arrive in folders.",
    discussion: """
      First all that is there is brought up to date, then what arrives is, once it is complete: nobody writes to it, and \
      its size and time stayed the same for --quiet-for seconds. Folders on network file systems are searched every \
      --poll seconds, as those do not tell what changes. SIGHUP reads the configuration anew; SIGTERM and Ctrl-C let \
      what is in work end for --drain seconds; what is not done then is done after the next start.
      """)

  @Argument(help: "Folders to watch.")
  var paths: [String]

  @OptionGroup var profile: ProfileOptions
  @OptionGroup var results: ResultOptions
  @OptionGroup var jobs: JobOptions
  @OptionGroup var reports: ReportOptions

  @Option(help: ArgumentHelp("How long a file must stay as it is to be complete.", valueName: "seconds"))
  var quietFor = 30.0

  @Option(
    help: ArgumentHelp(
      "Search folders this often, also where the file system tells what changes.", valueName: "seconds"))
  var poll: Double?

  @Flag(help: "Wait for what the file system tells, also on network file systems.")
  var noPoll = false

  @Option(help: ArgumentHelp("Search everything this often, for what was missed.", valueName: "seconds"))
  var rescan = 3600.0

  @Option(help: ArgumentHelp("What is in work may take so long to end.", valueName: "seconds"))
  var drain = 60.0

  @Option(
    help: ArgumentHelp("Which files come first: newest, oldest, or found (by name).", valueName: "order"),
    completion: .list(["newest", "oldest", "found"]))
  var order = "newest"

  func validate() throws {
    for (name, value) in [
      ("--quiet-for", quietFor), ("--poll", poll ?? 1), ("--rescan", rescan), ("--drain", drain),
    ] where !(value >= 0 && value < 1e9) {
      throw ValidationError("\(name) takes a number of seconds, not \(value)")
    }
    for (name, value) in [("--poll", poll ?? 1), ("--rescan", rescan)] where value < 0.1 {
      throw ValidationError("\(name) takes a number of seconds from 0.1 on, not \(value)")
    }
    if poll != nil, noPoll { throw ValidationError("--poll and --no-poll exclude each other") }
    if JobQueue.Order(rawValue: order) == nil {
      throw ValidationError("--order takes newest, oldest or found, not “\(order)”")
    }
  }

  func run() async throws {
    let session = try Session(self.profile.configuration)
    let profiles = try session.folderProfiles(self.profile)
    let profile = try profiles.profile()
    try await profile.notify.check(session.environment)
    let options = try results.runOptions(session, profile, jobs: jobs.count)
    let roots = RawArguments.paths(for: paths)
    for root in roots where FileStatus.at(root.absolute(in: session.workingDirectory))?.kind == .file {
      throw ValidationError("\(root.display) is a file; “watch” takes folders, “run” takes files")
    }
    let workspace = try session.openWorkspace()
    defer { workspace.work.remove() }
    let logger = reports.logger
    let reporter = reports.reporter(logger)
    let service = WatchService(
      roots: roots, planners: session.planners(workspace, profiles, options), scanner: session.scanner,
      workingDirectory: session.workingDirectory, options: watchOptions, modelDirectory: session.modelDirectory,
      logger: logger, report: { reporter.handle($0) })
    let signals = ServiceSignals(
      onStop: { await service.stop() },
      onReload: {
        do {
          let session = try session.anew(self.profile.configuration)
          let profiles = try session.folderProfiles(self.profile)
          try await profiles.profile().notify.check(session.environment)
          let planners = session.planners(workspace, profiles, options)
          await service.reload(planners)
          logger.notice("The configuration was read anew")
        } catch {
          logger.error("The configuration was not read anew; the old one stays", metadata: ["error": "\(error)"])
        }
      })
    defer { signals.cancel() }
    let notifier = Notifier(workspace.catalogue, logger: logger)
    try await session.plugins.serving {
      do {
        try await notifier.delivering { try await service.run() }
      } catch is CancellationError {
        logger.warning("Not all that was in work came to its end; the next start goes on")
      }
    }
  }

  private var watchOptions: WatchOptions {
    WatchOptions(
      quiet: .seconds(quietFor), polling: .seconds(poll ?? 60), polls: noPoll ? false : poll == nil ? nil : true,
      rescan: .seconds(rescan), drain: .seconds(drain), order: JobQueue.Order(rawValue: order) ?? .newest)
  }
}
