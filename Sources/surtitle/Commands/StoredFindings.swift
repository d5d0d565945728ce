internal import ArgumentParser
internal import Library
internal import Pipeline
internal import PluginHost
internal import SystemPackage

/// Under which settings results were made that are looked for.
struct StoredFindingsOptions: ParsableArguments {
  @OptionGroup var configuration: ConfigurationOptions
  @OptionGroup var recognition: RecognitionOptions

  @Option(
    help: ArgumentHelp(
      "The profile under which the findings were made, whose rules say what is reported.",
      discussion: "Options of the run that made them, such as --model and --language, have to be given again.",
      valueName: "name"), completion: .profiles)
  var profile = "moderation"

  @Flag(help: "Also what the profile's rules for reports leave out.")
  var all = false
}

/// Files whose findings are stored, found below paths; nothing is heard for it.
struct StoredFindings {
  let workspace: Workspace
  private(set) var files: [StoredFile] = []
  private(set) var missing: [StoredFile.Missing] = []

  /// - Parameters:
  ///   - output: the name of an exporter that takes findings, with which the profile is read.
  ///   - folder: where reports go, if not to standard output or one file.
  /// - Throws: `ConfigurationDiagnostics` for a profile under which nothing is found, `LibraryError`.
  init(
    _ paths: [FilePath], _ options: StoredFindingsOptions, _ session: Session, _ workspace: Workspace,
    output: String = "report-json", folder: FilePath? = nil
  ) throws {
    self.workspace = workspace
    let profiles = try session.folderProfiles(options.profile, options.recognition, outputs: [output])
    _ = try profiles.profile()
    let planners = session.planners(
      workspace, profiles, RunOptions(outputDirectory: folder, appliesSkipRules: false))
    var names = BaseNames(OutputNaming(outputDirectory: folder), keeping: workspace.catalogue)
    for step in try session.scanner.walk(paths) {
      switch step {
      case .passedBy(let folder): StandardError.write("\(folder.display): skipped, \(PlanText.skipReason)\n")
      case .problem(let error): StandardError.write("surtitle: \(error)\n")
      case .folder(let folder):
        for result in try planners.stored(in: folder, names: &names, isComplete: options.all) {
          switch result {
          case .success(let file): files.append(file)
          case .failure(let file): missing.append(file)
          }
        }
      }
    }
  }

  /// Those of all media that the catalogue knows and that are there.
  static func known(
    _ options: StoredFindingsOptions, _ session: Session, _ workspace: Workspace
  ) throws -> StoredFindings {
    let paths = try workspace.catalogue.mediaPaths().filter { FileStatus.at($0)?.kind == .file }
    return try StoredFindings(paths, options, session, workspace)
  }

  /// Says of which files nothing is known.
  func tellMissing() {
    for file in missing { StandardError.write("surtitle: \(file.item.shown.display): \(file)\n") }
  }
}
