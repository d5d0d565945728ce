internal import ArgumentParser
internal import Library
internal import Pipeline
internal import PluginHost
internal import SystemPackage

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show and check the configuration.",
    subcommands: [Dump.self, ConfigCheckCommand.self, Schema.self])

  struct Dump: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the configuration as JSON: what is built in with the configuration file over it.",
      discussion: "Save it as the configuration file and change what you like; what you leave out keeps its default.")

    @OptionGroup var options: ConfigurationOptions

    @Flag(help: "Include every setting of every plug-in that a profile uses.")
    var effective = false

    @Flag(help: "Print YAML.")
    var yaml = false

    func run() async throws {
      let configuration = try Session(options).configuration
      let document = effective ? try configuration.effective() : configuration.document
      try StandardOutput.write(yaml ? document.yaml : document.pretty + "\n")
    }
  }

  struct Schema: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print a JSON Schema of the configuration, with the settings of all plug-ins, for editors.",
      discussion: """
        Most editors complete and check YAML with “# yaml-language-server: $schema=FILE” in its first line, and JSON with \
        a member “$schema”.
        """)

    @OptionGroup var options: ConfigurationOptions

    @Flag(help: "That of a file with one profile, and of .surtitle.yaml in media folders.")
    var profile = false

    func run() async throws {
      let schema = EditorSchema(try Session(options).configuration)
      try StandardOutput.write((profile ? try schema.profile() : try schema.configuration()).pretty + "\n")
    }
  }
}
