internal import Library
internal import Logging
internal import MetadataIndex
internal import SystemPackage

/// Putting what was made of a file into the index: the last stage.
extension Planner {
  /// How the rows of a file are made; nil where the profile wants none.
  func indexRecipe(_ recipes: FileRecipes) -> Recipe? {
    profile.index == .off ? nil : IndexRecipe(recipes).recipe
  }

  /// Whether the rows of the file are those that `recipe` makes.
  func decideIndex(_ recipe: Recipe, _ candidate: Candidate) throws -> StageDecision {
    if forcesTranscript || forcesFindings || isForced(.index) { return .stale(reason: Self.forcedReason) }
    if try workspace.index().key(of: candidate.item.path) == recipe.key.hexadecimal { return .fresh }
    let known = try workspace.catalogue.recipe(of: recipe.stage, for: candidate.item.path)
    let reason = known.flatMap { recipe.reasonForChange(since: $0) }
    return .stale(reason: known == nil ? "never done" : reason ?? "it is not in the index")
  }
}

extension FileRunner {
  /// A file whose findings are missing is not put into the index: that an annotator failed is told already.
  func index(_ recipes: FileRecipes, _ result: inout FileReport) throws {
    guard let recipe = planner.indexRecipe(recipes) else { return try leaveIndex() }
    guard try planner.decideIndex(recipe, candidate).isStale else { return }
    try Task.checkCancellation()
    report(.stageStarted(item, stage: .index, mediaDuration: nil))
    do {
      guard let source = try IndexedSources(workspace: workspace).source(of: item.path, recipe) else { return }
      let file = try IndexRows(source: source).file()
      // There is one set of rows, that of the run that came last: what was found out under other profiles holds no longer.
      try workspace.catalogue.removeVerdicts(on: item.path)
      try workspace.index().put(file)
      // What is in the index without it is put there again; the other way round it would be missing.
      try workspace.catalogue.record(recipe, for: item.path)
      if result.status != .failed { result.status = .done }
      logger.info("File indexed", metadata: ["segments": "\(file.segments.count)", "key": "\(recipe.key)"])
    } catch {
      try fail(&result, error, prefix: Stage.index.name)
    }
  }

  /// The profile keeps the file out of the index, in which another one may have put it.
  private func leaveIndex() throws {
    guard workspace.index.exists, try workspace.index().key(of: item.path) != nil else { return }
    try workspace.catalogue.removeVerdicts(on: item.path)
    try workspace.index().remove(item.path)
    try workspace.catalogue.removeRecipe(of: Stage.index.name, for: item.path)
  }
}
