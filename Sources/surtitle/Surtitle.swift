internal import ArgumentParser
internal import Foundation

/// The program. What a command throws becomes a message and an exit code here and nowhere else.
@main
enum Program {
  static func main() async {
    // A reader that went away (`surtitle plan | head`) shows as an error of the write, not as a signal.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try Surtitle.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      ExitStatus.leave(because: error)
    }
  }
}

struct Surtitle: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "surtitle",
    abstract: "Turns folders of video and audio into subtitles and transcripts, on this machine.",
    discussion: """
      Start with “surtitle run FOLDER”. What was made once is kept: a second run does only what changed.

      Exit codes: 0 all done; 1 some files failed, the rest are done; 2 wrong usage or configuration; \
      3 something is missing on this machine, such as a model or a permission; 130 interrupted, run again to go on.
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, PlanCommand.self, WatchCommand.self, StatusCommand.self, RetryCommand.self,
      TranscribeCommand.self, SearchCommand.self, IndexCommand.self, ReportCommand.self, ReviewCommand.self,
      StoreCommand.self, ModelsCommand.self,
      PluginsCommand.self, SubtitlesCommand.self, BurnInCommand.self, BleepCommand.self, ClipCommand.self,
      VocabularyCommand.self,
      ConfigCommand.self, BenchCommand.self,
    ])
}
