internal import ArgumentParser
internal import Pipeline
internal import PluginHost
internal import Subtitles

struct SubtitlesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subtitles", abstract: "Look after subtitle files, surtitle's own and anybody's.",
    subcommands: [
      SubtitlesCheckCommand.self, SubtitlesConvertCommand.self, EmbedCommand.self, ExtractCommand.self,
      SubtitlesShotsCommand.self, SubtitlesSyncCommand.self, Styles.self,
    ])

  struct Styles: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the house styles that subtitles can keep to.",
      discussion: """
        A profile names one as “cueing.style”, and may change single rules beside it. A style of your own stands under \
        “styles” in the configuration file, and says with “basedOn” which one it differs from.
        """)

    @Argument(help: ArgumentHelp("Show the rules of this style.", valueName: "name"), completion: .styles)
    var name: String?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var options: ConfigurationOptions

    func run() async throws {
      let styles = try Session(options).configuration.styles()
      if let name {
        let style = try styles.asked(for: name)
        return try StandardOutput.write(
          json ? JSONValue(encoding: style).pretty + "\n" : StyleText.text(of: style))
      }
      let all = try styles.names.map { try styles.style(named: $0) }
      if json {
        for style in all { try StandardOutput.write(JSONValue(encoding: style).line) }
        return
      }
      let width = all.map(\.name.count).max() ?? 0
      for style in all { try StandardOutput.write("\(style.name.padded(to: width))  \(style.title)\n") }
    }
  }
}

extension HouseStyles {
  /// The style that somebody asked for by name.
  ///
  /// - Throws: `ValidationError`.
  func asked(for name: String) throws -> HouseStyle {
    do {
      return try style(named: name)
    } catch let error as HouseStyleError {
      let near = error.unknown.flatMap { Spelling.nearest(to: $0, in: names) }
      throw ValidationError(near.map { "there is no house style “\(name)”; did you mean “\($0)”?" } ?? "\(error)")
    }
  }
}

extension CompletionKind {
  static var styles: CompletionKind { .list(HouseStyles.builtIn.names) }
}
