internal import Foundation
internal import Library
internal import Models
internal import Pipeline
internal import PluginHost
internal import PluginKit
internal import SystemPackage

/// What commands share: the plug-ins, the configuration, and where things are on this machine.
struct Session {
  let environment: [String: String]
  let plugins: PluginLoader
  let configuration: Configuration
  /// The configuration file that was read, if any.
  let configurationFile: FilePath?

  init(
    _ options: ConfigurationOptions, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    let plugins = try PluginLoader(options.plugins, environment: environment)
    plugins.report()
    try self.init(options, plugins, environment)
  }

  /// The same with the configuration read anew. Plug-ins stay as they are, and so do the processes of those that run.
  func anew(_ options: ConfigurationOptions) throws -> Session { try Session(options, plugins, environment) }

  private init(
    _ options: ConfigurationOptions, _ plugins: PluginLoader, _ environment: [String: String]
  ) throws {
    self.environment = environment
    self.plugins = plugins
    var configuration = try Configuration(registry: plugins.registry)
    configurationFile = try Self.configurationFile(options, environment)
    if let configurationFile { try configuration.merge(SettingsFile(reading: configurationFile)) }
    self.configuration = configuration
  }

  /// The profile that the options ask for.
  func profile(_ options: ProfileOptions) throws -> Profile {
    try profile(options.profile, options.recognition, outputs: options.formatNames)
  }

  func profile(_ name: String, _ options: RecognitionOptions, outputs: [String]? = nil) throws -> Profile {
    try folderProfiles(name, options, outputs: outputs).profile()
  }

  /// The profile that the options ask for, as each folder changes it.
  func folderProfiles(_ options: ProfileOptions) throws -> FolderProfiles {
    try folderProfiles(options.profile, options.recognition, outputs: options.formatNames)
  }

  func folderProfiles(
    _ name: String, _ options: RecognitionOptions, outputs: [String]?
  ) throws -> FolderProfiles {
    let configuration = try configuration(with: name)
    let models = ModelStore(directory: modelDirectory)
    return FolderProfiles(configuration, profile: name) { recognizer in
      let flags = options.flags(recognizer: recognizer, models: models)
      guard let outputs else { return flags }
      return flags.merged(with: .object(["outputs": .array(outputs.map { .string($0) })]))
    }
  }

  /// The configuration, and in it the file that `profile` names, if it names one.
  func configuration(with profile: String) throws -> Configuration {
    guard Configuration.isFile(profile) else { return configuration }
    var configuration = configuration
    try configuration.add(profile: SettingsFile(reading: RawArguments.path(for: profile)), named: profile)
    return configuration
  }

  var workingDirectory: FilePath { FilePath(FileManager.default.currentDirectoryPath) }

  var stateDirectory: StateDirectory { .ofUser(environment) }

  var modelDirectory: FilePath {
    ModelStore.defaultDirectory(environment: environment).absolute(in: workingDirectory)
  }

  var scanner: MediaScanner { MediaScanner(workingDirectory: workingDirectory) }

  /// Opens the state directory, and says what had to be done for it.
  func openWorkspace() throws -> Workspace {
    let workspace = try Workspace(stateDirectory)
    CrashMarker.install(for: workspace.work)
    if let aside = workspace.catalogue.replaced {
      StandardError.write(
        "surtitle: the catalogue was damaged and is begun anew; the old one is \(aside.display). Stored results are found "
          + "again by themselves.\n")
    }
    return workspace
  }

  func planners(_ workspace: Workspace, _ profiles: FolderProfiles, _ options: RunOptions) -> Planners {
    let models = ModelStore(directory: modelDirectory)
    return Planners(
      workspace: workspace, profiles: profiles, options: options, source: FFmpegAudioSource(),
      embedder: SentenceEmbedder(), models: { models.signature(ofModel: $0) })
  }

  /// - Throws: `ConfigurationDiagnostics` where several files are there.
  private static func configurationFile(
    _ options: ConfigurationOptions, _ environment: [String: String]
  ) throws -> FilePath? {
    if let file = options.config { return RawArguments.path(for: file) }
    if let file = environment["SURTITLE_CONFIG"], !file.isEmpty { return FilePath(file) }
    let base =
      if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
        FilePath(folder)
      } else {
        FilePath(environment["HOME"] ?? NSHomeDirectory()).appending(".config")
      }
    let files = ["config.yaml", "config.yml", "config.json"].map { base.appending("surtitle").appending($0) }
      .filter { FileStatus.at($0) != nil }
    guard files.count < 2 else {
      let names = files.map(\.display).joined(separator: " and ")
      throw ConfigurationDiagnostics([
        .init("", "there are several configuration files, \(names); keep one, or name one with --config")
      ])
    }
    return files.first
  }
}

extension StateDirectory {
  /// That of the user who runs the program.
  static func ofUser(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> StateDirectory {
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    let state = StateDirectory.locate(environment: environment, home: FilePath(home))
    return StateDirectory(state.root.absolute(in: FilePath(FileManager.default.currentDirectoryPath)))
  }
}

extension ConfigurationDiagnostics {
  func located(in file: FilePath) -> ConfigurationDiagnostics {
    ConfigurationDiagnostics(diagnostics.map { .init($0.pointer, $0.message, in: file.display) })
  }
}
