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

/// Whether words are shown that the profile's filters hide.
struct UnmaskedOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Show words as they were recognised, where the profile masks, removes or replaces them.",
      discussion: "Otherwise they are shown as the profile's filters left them, also when they are asked for."))
  var unmasked = false
}

/// Files whose findings are looked for, below paths; nothing is heard for it. They are read one after the other.
struct StoredFindings {
  let workspace: Workspace
  private(set) var sources: [StoredFile.Source] = []
  private let tellsMissing: Bool

  /// - Parameters:
  ///   - output: the name of an exporter that takes findings, with which the profile is read.
  ///   - folder: where reports go, if not to standard output or one file.
  ///   - tellsMissing: whether it is said of which files nothing is known.
  /// - Throws: `ConfigurationDiagnostics` for a profile under which nothing is found, `LibraryError`.
  init(
    _ paths: [FilePath], _ options: StoredFindingsOptions, _ session: Session, _ workspace: Workspace,
    output: String = "report-json", folder: FilePath? = nil, tellsMissing: Bool = true
  ) throws {
    self.workspace = workspace
    self.tellsMissing = tellsMissing
    let profiles = try session.folderProfiles(options.profile, options.recognition, outputs: [output])
    _ = try profiles.profile()
    let planners = session.planners(
      workspace, profiles,
      RunOptions(outputDirectory: folder, appliesSkipRules: false, program: Version.program))
    var names = BaseNames(OutputNaming(outputDirectory: folder), keeping: workspace.catalogue)
    for step in try session.scanner.walk(paths) {
      switch step {
      case .passedBy(let folder): StandardError.write("\(folder.display): skipped, \(PlanText.skipReason)\n")
      case .problem(let error): StandardError.write("surtitle: \(error)\n")
      case .folder(let folder):
        sources += try planners.stored(in: folder, names: &names, isComplete: options.all)
      }
    }
  }

  /// Those below `paths`, or of all media that the catalogue knows and that are there.
  init(
    below paths: [FilePath], _ options: StoredFindingsOptions, _ session: Session, _ workspace: Workspace
  ) throws {
    guard paths.isEmpty else {
      try self.init(paths, options, session, workspace)
      return
    }
    let known = try workspace.catalogue.mediaPaths().filter { FileStatus.at($0)?.kind == .file }
    try self.init(known, options, session, workspace, tellsMissing: false)
  }

  /// What is stored of a file; nil where that is not enough, which is said and added to `missing`.
  ///
  /// - Parameter isUnmasked: whether the words are those that were recognised, before the filters.
  /// - Throws: `LibraryError`, `CancellationError`.
  func read(
    _ source: StoredFile.Source, _ missing: inout [StoredFile.Missing], isUnmasked: Bool = false
  ) throws -> StoredFile? {
    try Task.checkCancellation()
    do {
      return try source.read(isUnmasked: isUnmasked)
    } catch let file as StoredFile.Missing {
      // Of all that is known, most was never looked into under this profile.
      guard tellsMissing || file.isOutdated else { return nil }
      StandardError.write("surtitle: \(file.item.shown.display): \(file)\n")
      missing.append(file)
      return nil
    }
  }
}
