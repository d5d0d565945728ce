internal import ArgumentParser
internal import Library
internal import Pipeline
internal import PluginHost
internal import SystemPackage

struct ConfigCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look for settings that are unknown, of the wrong type or in conflict.",
    discussion: """
      A file with “profiles” is taken for a configuration and checked by itself; any other for a profile, which inherits \
      from the configuration; .surtitle.yaml is what a media folder lays over a profile. Lists of words that are named and \
      not there, or have errors, are told as well. What can be done and will hardly do what is meant is a warning: words that \
      are to be masked where nothing masks them, rules for categories that nothing finds. Warnings leave the exit code as \
      it is.
      """)

  @Argument(
    help: "Configurations, profiles, .surtitle.yaml; without any, the configuration that a run would read.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var files: [String] = []

  @OptionGroup var options: ConfigurationOptions

  @Option(
    help: ArgumentHelp("The profile that a .surtitle.yaml is laid over.", valueName: "name"), completion: .profiles)
  var profile = Configuration.defaultProfile

  func run() async throws {
    guard !files.isEmpty else { return try checkConfiguration() }
    let plugins = try PluginLoader(options.plugins)
    plugins.report()
    var status = ExitStatus.success
    for path in RawArguments.paths(for: files) {
      do {
        try check(path, plugins)
        StandardError.write("\(path.display): no problems\n")
      } catch {
        ExitStatus.report(error)
        status = max(status, ExitStatus(error))
      }
    }
    if status != .success { throw status }
  }

  private func checkConfiguration() throws {
    let session = try Session(options)
    var configuration = session.configuration
    configuration.looksAround = true
    let problems = configuration.diagnose()
    guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
    advise(configuration, configuration.profileNames)
    let name = session.configurationFile?.display ?? "the built-in configuration"
    StandardError.write("\(name): no problems\n")
  }

  /// - Throws: `ConfigurationDiagnostics`.
  private func check(_ path: FilePath, _ plugins: PluginLoader) throws {
    let file = try SettingsFile(reading: path)
    if file.isConfiguration {
      var configuration = try Configuration(registry: plugins.registry)
      try configuration.merge(file)
      configuration.looksAround = true
      let problems = configuration.diagnose()
      guard problems.isEmpty else { throw ConfigurationDiagnostics(problems) }
      advise(configuration, configuration.profileNames)
      return
    }
    let session = try Session(options)
    guard !file.isOfFolder else {
      let folder = path.absolute(in: session.workingDirectory).removingLastComponent()
      var configuration = try session.configuration(with: profile)
      configuration.looksAround = true
      _ = try FolderProfiles(configuration, profile: profile).profile(for: folder, root: folder)
      return
    }
    var configuration = session.configuration
    configuration.looksAround = true
    // A name with a slash is that of no other profile.
    let name = path.absolute(in: session.workingDirectory).string
    try configuration.add(profile: file, named: name)
    _ = try configuration.profile(named: name)
    advise(configuration, [name])
  }

  /// Says what profiles that can be used will hardly do as they are meant; once, where several inherit it.
  private func advise(_ configuration: Configuration, _ names: [String]) {
    var known: Set<ConfigurationDiagnostic> = []
    for name in names {
      guard let profile = try? configuration.profile(named: name),
        let settings = try? configuration.settings(ofProfile: name)
      else { continue }
      for warning in ProfileAdvice(profile, settings: settings).warnings where known.insert(warning).inserted {
        StandardError.write("surtitle: warning: profile “\(name)”: \(warning)\n")
      }
    }
  }
}
