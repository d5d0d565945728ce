internal import ArgumentParser
internal import Library
internal import Logging
internal import Models
internal import Pipeline
internal import PluginHost
internal import Speech
internal import Transcript

/// Which configuration is read.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Read this configuration file: JSON where its name ends in .json, else YAML.",
      discussion: "Otherwise $SURTITLE_CONFIG, or config.yaml or config.json in $XDG_CONFIG_HOME/surtitle.",
      valueName: "file"), completion: .file(extensions: ["yaml", "yml", "json"]))
  var config: String?

  @OptionGroup var plugins: PluginOptions
}

/// Where plug-ins are looked for, beside those that come with the program.
struct PluginOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Look for plug-ins in this folder as well. May be repeated.",
      discussion: "After these come the folders in $SURTITLE_PLUGINS, then “plugins” in the state directory.",
      valueName: "dir"))
  var plugins: [String] = []
}

/// What is made of a file.
struct RecognitionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The language spoken, such as “en”; “auto” to find out.", valueName: "code"))
  var language: String?

  @Option(help: ArgumentHelp("The model to recognise speech with; see “surtitle models list”.", valueName: "name"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Names and terms that are likely to be said, separated by commas.",
      discussion: "They become likelier than the model believes, so that they come out as written here.",
      valueName: "list"))
  var hotwords: String?

  @Option(
    help: ArgumentHelp(
      "Memory that recognition may take, such as 900MB: it works on fewer windows at once then.", valueName: "size"))
  var memory: String?

  @Option(
    help: ArgumentHelp(
      "How numbers are written: digits, words, or model, as the model writes them.",
      discussion: "“digits” turns what is spelt out into figures, “words” turns figures into words.",
      valueName: "form"), completion: .list(["digits", "words", "model"]))
  var numerals: String?

  @Flag(help: "Translate into English.")
  var translate = false

  /// Whether anything is asked for.
  var isGiven: Bool {
    translate || [language, model, hotwords, memory, numerals].contains { $0 != nil }
  }

  /// As data, to be laid over the profile.
  ///
  /// - Parameter models: knows the other names of models.
  func flags(recognizer: String, models: ModelStore) -> JSONValue {
    var flags: [String: JSONValue] = [:]
    if let language { flags["language"] = .string(language) }
    if translate { flags["translate"] = .bool(true) }
    var settings: [String: JSONValue] = [:]
    if let model { settings["model"] = .string(models.resolve(model)) }
    if let memory { settings["memory"] = .string(memory) }
    if let hotwords { settings["hotwords"] = .array(hotwords.listElements.map(JSONValue.string)) }
    if let numerals { settings["numerals"] = .string(numerals) }
    if !settings.isEmpty { flags["plugins"] = .object([recognizer: .object(settings)]) }
    return .object(flags)
  }
}

/// Which profile, with which changes.
struct ProfileOptions: ParsableArguments {
  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var recognition: RecognitionOptions

  @Option(
    help: ArgumentHelp(
      "The profile that says what is made of every file.",
      discussion: """
        One that is built in (subtitles, moderation, everything), one of the configuration, or a file of its own: a path \
        with a slash, or a name that ends in .yaml, .yml or .json.
        """, valueName: "name"), completion: .profiles)
  var profile = Configuration.defaultProfile

  @Option(
    help: ArgumentHelp(
      "What to write, separated by commas: srt, vtt, ttml, json, or names from “surtitle plugins list”.",
      valueName: "list"))
  var formats: String?

  var formatNames: [String]? {
    formats?.listElements
  }
}

/// What is done again, where results go and what they may replace.
struct ResultOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Put results below this folder, in the tree of the media, not beside it.", valueName: "dir"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Do this stage again, and what follows from it: audio, recognise, an output such as subrip, or all. May be repeated.",
      valueName: "stage"))
  var force: [String] = []

  @Flag(help: "Replace files that somebody else wrote or edited.")
  var overwrite = false

  @Flag(help: "Work on files that the profile leaves alone, such as those that have subtitles already.")
  var noSkip = false

  /// - Throws: `ValidationError` for a stage that `profile` does not have.
  func runOptions(_ session: Session, _ profile: Profile, jobs: Int = 1) throws -> RunOptions {
    let stages = Stage.all(of: profile).map(\.name) + ["all"]
    for name in force where !stages.contains(name) {
      let near = Spelling.nearest(to: name, in: stages).map { "did you mean “\($0)”?" }
      throw ValidationError("there is no stage “\(name)”; \(near ?? "there are \(stages.joined(separator: ", "))")")
    }
    return RunOptions(
      outputDirectory: output.map { RawArguments.path(for: $0).absolute(in: session.workingDirectory) },
      forced: Set(force), overwrites: overwrite, jobs: jobs, appliesSkipRules: !noSkip,
      program: Version.program)
  }
}

/// How much is said.
struct VerbosityOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say nothing but errors.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more: what each plug-in reports, on standard error.")
  var verbose = false

  var logger: Logger {
    var logger = Logger(label: "surtitle") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = verbose ? .debug : quiet ? .error : .warning
    return logger
  }

  func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other") }
  }
}

/// How much is said of a run, and in which form.
struct ReportOptions: ParsableArguments {
  enum LogFormat: String, CaseIterable, ExpressibleByArgument { case text, json }

  @OptionGroup var verbosity: VerbosityOptions

  @Flag(help: "Print what happens as JSON, one object a line, on standard output.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "How the log on standard error is written: text, or json, one object a line.",
      discussion: """
        As JSON it tells of every file and stage, for journals and log collectors, and is all there is on standard \
        error. What is said in a file is in it only with --verbose.
        """, valueName: "format"))
  var logFormat = LogFormat.text

  var logger: Logger {
    switch logFormat {
    case .text: return verbosity.logger
    case .json:
      var logger = Logger(label: "surtitle") { _ in JSONLogHandler() }
      logger.logLevel = verbosity.verbose ? .debug : verbosity.quiet ? .warning : .info
      return logger
    }
  }

  /// Whether nothing is written for people.
  var isForPrograms: Bool { json || logFormat == .json }

  func reporter(_ logger: Logger) -> any RunReporter {
    if json { return JSONReporter() }
    if logFormat == .json { return LogReporter(logger: logger) }
    return HumanReporter(terminal: Terminal(), isQuiet: verbosity.quiet)
  }
}

/// How much is done at once.
struct JobOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Files in work at once; speech is recognised in one at a time. By default as many as cores and memory allow, up to 4.",
      valueName: "n"))
  var jobs: Int?

  func validate() throws {
    if let jobs, !(1...64).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 64, not \(jobs)") }
  }

  var count: Int {
    jobs ?? RunOptions.jobs(processors: ProcessorCount.available, memory: MemoryLimit.available)
  }
}

extension CompletionKind {
  /// Those that are built in, and files here. Without quotes or wildcards, which shells take differently.
  static let profiles = CompletionKind.shellCommand(
    "echo subtitles; echo moderation; echo everything; ls | grep yaml")
}

extension String {
  /// What stands between commas.
  var listElements: [String] {
    split(separator: ",").map { String($0).trimmingWhitespace }.filter { !$0.isEmpty }
  }

  var trimmingWhitespace: String {
    let characters = drop(while: \.isWhitespace)
    return String(characters.reversed().drop(while: \.isWhitespace).reversed())
  }
}

extension LanguageTag {
  /// Whether what somebody wrote for a language is one.
  ///
  /// - Throws: `ValidationError`.
  static func check(_ code: String?) throws {
    guard let code, !LanguageTag(code).isKnown else { return }
    throw ValidationError("“\(code)” is no language that ISO 639 has; write a code such as “en”")
  }
}
