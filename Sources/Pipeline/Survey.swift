package import Library

/// Goes through what a walk finds and tells what is settled, by a verdict that still holds, from what has to be looked
/// into. Costs a look at each file and at its results, and two queries a folder.
package struct Survey {
  private let planners: Planners
  private var names: BaseNames

  package enum Finding: Sendable {
    /// Nothing is to be done.
    case settled(ScannedFile, Verdict, Planner)
    /// The planner is that of the folder.
    case open(Candidate, Planner)

    /// What would be done. A file that is left alone is remembered as such.
    package func plan() async -> FilePlan {
      switch self {
      case .open(let candidate, let planner): return await planner.plan(candidate)
      case .settled(let file, let verdict, let planner): return planner.plan(settled: file, verdict)
      }
    }
  }

  package init(_ planners: Planners) {
    self.planners = planners
    names = BaseNames(
      OutputNaming(outputDirectory: planners.options.outputDirectory), keeping: planners.workspace.catalogue)
  }

  /// What of `folder` is settled and what is not, in the order of the names.
  ///
  /// - Throws: `ConfigurationDiagnostics` where the folder's own settings are wrong, `LibraryError`.
  package mutating func findings(in folder: ScannedFolder) throws -> [Finding] {
    guard !folder.files.isEmpty else { return [] }
    let planner = try planners.planner(in: folder.path, below: folder.root)
    // Where that cannot be kept, it is the next time.
    try? planners.workspace.catalogue.noteThere(folder.files.lazy.map(\.item.name), in: folder.path)
    let options = planners.options
    let ignoresVerdicts = !options.forced.isEmpty || options.overwrites
    let verdicts =
      ignoresVerdicts ? [:] : try planners.workspace.catalogue.verdicts(in: folder.path, target: planner.target)
    return folder.files.map { file in
      if let verdict = verdicts[file.item.name], verdict.media == file.identity, verdict.holds {
        return .settled(file, verdict, planner)
      }
      let base = names.base(of: file.item, in: folder)
      let neighbours = folder.names(beginningWith: MediaName.base(of: file.item.name)).filter { $0 != file.item.name }
      return .open(
        Candidate(item: file.item, identity: file.identity, base: base, neighbours: neighbours), planner)
    }
  }
}
