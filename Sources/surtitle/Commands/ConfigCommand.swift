internal import ArgumentParser
internal import Library
internal import Pipeline
internal import PluginHost
internal import SystemPackage

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show and check the configuration.", subcommands: [Dump.self, Check.self])

  struct Dump: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the configuration as JSON: what is built in with the configuration file over it.",
      discussion: "Save it as the configuration file and change what you like; what you leave out keeps its default.")

    @OptionGroup var options: ConfigurationOptions

    @Flag(help: "Include every setting of every plug-in that a profile uses.")
    var effective = false

    func run() async throws {
      let configuration = try Session(options).configuration
      let document = effective ? try configuration.effective() : configuration.document
      try StandardOutput.write(document.pretty + "\n")
    }
  }

  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Look for settings that are unknown, of the wrong type or in conflict.")

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
      let session = try Session(options)
      let problems = session.configuration.diagnose()
      guard problems.isEmpty else {
        let all = ConfigurationDiagnostics(problems)
        throw session.configurationFile.map { all.located(in: $0) } ?? all
      }
      let name = session.configurationFile?.display ?? "the built-in configuration"
      StandardError.write("\(name): no problems\n")
    }
  }
}
