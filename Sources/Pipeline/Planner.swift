internal import Library
internal import MetadataIndex
internal import PluginHost
internal import PluginKit
internal import Transcript

/// Decides for every stage of a file whether it runs, and says why. The sound is not opened for it.
package struct Planner: Sendable {
  let workspace: Workspace
  let profile: Profile
  let options: RunOptions
  let naming: OutputNaming
  let source: any AudioSource
  let embedder: (any TextEmbedder)?
  /// Digests of the models of the recogniser and the embedder.
  let models: [String: String]
  /// What verdicts are valid for.
  let target: String

  /// - Parameter models: tells the digest of a model by name; nil for one that is not there now. The last digest that was
  ///   seen counts then, so that results stay current.
  package init(
    workspace: Workspace, profile: Profile, options: RunOptions = RunOptions(), source: any AudioSource,
    embedder: (any TextEmbedder)? = nil, models: (String) -> String? = { _ in nil }
  ) throws {
    self.workspace = workspace
    self.profile = profile
    self.options = options
    self.source = source
    self.embedder = embedder
    naming = OutputNaming(outputDirectory: options.outputDirectory, sidecars: profile.sidecars)
    self.models = try workspace.digests(
      of: profile.speechRecognizer().models + (profile.takesEmbeddings ? embedder.map { [$0.model] } ?? [] : []), models
    )
    target = try FileRecipes.target(
      profile, models: self.models, embedder: embedder, naming: naming,
      index: profile.index == .off ? nil : workspace.index().identity(), appliesSkipRules: options.appliesSkipRules)
  }

  /// What a run would do with `candidate`.
  package func plan(_ candidate: Candidate) async -> FilePlan {
    do {
      if let skip = try await skip(candidate) {
        try remember(
          Verdict(
            .skipped, rule: skip.rule, reason: skip.reason, media: candidate.identity, evidence: skip.evidence),
          on: candidate)
        return FilePlan(item: candidate.item, stages: [], skip: skip)
      }
      guard candidate.identity.size > 0 else {
        throw LibraryError(.emptyFile, candidate.item.path, "the file is empty")
      }
      guard try isKnown(candidate) else { return neverDone(candidate) }
      let recipes = try recipes(for: candidate)
      var plan = try plan(candidate, recipes)
      plan.formerPath = try workspace.catalogue.formerPath(of: candidate.item.path, fingerprint: recipes.media)
      return plan
    } catch {
      return FilePlan(item: candidate.item, stages: [], problem: "\((error as? LibraryError)?.message ?? "\(error)")")
    }
  }

  /// The plan for a file about which `verdict` still holds.
  func plan(settled file: ScannedFile, _ verdict: Verdict) -> FilePlan {
    guard verdict.status == .upToDate else {
      return FilePlan(
        item: file.item, stages: [], skip: SkipDecision(verdict.rule ?? "", verdict.reason ?? ""))
    }
    let outputs = FileReport(file, verdict).outputs.map { output in
      StagePlan(
        stage: output.stage, decision: output.reason.map { .skipped(reason: $0) } ?? .fresh, output: output.path)
    }
    func fresh(_ stages: [Stage]) -> [StagePlan] { stages.map { StagePlan(stage: $0, decision: .fresh, output: nil) } }
    let stages = Stage.all(of: profile)
    return FilePlan(
      item: file.item,
      stages: fresh(stages.filter { !$0.isDelivery }) + outputs + fresh(stages.filter { $0 == .index }))
  }

  /// Keeps `verdict` for the next time: it is not found out again while what it rests on stays as it is.
  func remember(_ verdict: Verdict, on candidate: Candidate) throws {
    try workspace.catalogue.record(verdict, on: candidate.item.path, target: target)
  }

  /// Whether there may be results of the file, or of others with its contents.
  private func isKnown(_ candidate: Candidate) throws -> Bool {
    try workspace.catalogue.knowsContents(ofSize: candidate.identity.size)
      || workspace.catalogue.recipe(of: Stage.audio.name, for: candidate.item.path) != nil
  }

  /// The same, when nothing of the kind was ever seen: the file need not be read to know.
  private func neverDone(_ candidate: Candidate) -> FilePlan {
    FilePlan(
      item: candidate.item,
      stages: Stage.all(of: profile).map { stage in
        let reason = isForced(stage) ? Self.forcedReason : stage.isDelivery ? Self.waitingReason : "never done"
        return StagePlan(stage: stage, decision: .stale(reason: reason), output: nil)
      })
  }

  private static let waitingReason = "waits for the transcript"
  static let forcedReason = "asked for by --force"

  func plan(_ candidate: Candidate, _ recipes: FileRecipes) throws -> FilePlan {
    let item = candidate.item
    let stored = storedResults(for: recipes)
    var stages: [StagePlan] = []
    var forced = false
    for step in recipes.steps {
      // No other step depends on the shots.
      if step.stage != .shots { forced = forced || isForced(step.stage) }
      let decision =
        if step.stage == .shots ? isForced(.shots) : forced {
          StageDecision.stale(reason: Self.forcedReason)
        } else if stored.stages.contains(step.stage) {
          StageDecision.fresh
        } else {
          StageDecision.stale(reason: try reason(for: step.recipe, of: item))
        }
      stages.append(StagePlan(stage: step.stage, decision: decision, output: nil))
    }
    // The sound itself is not kept: it is decoded again whenever it is listened to.
    let stale = Set(stages.filter(\.decision.isStale).map(\.stage))
    if let listener = recipes.listeners.first(where: stale.contains), !stale.contains(.audio) {
      stages[0].decision = .stale(reason: "\(listener.name) needs the sound")
    }
    let isTranscriptCurrent = !stale.contains(where: shapesTranscript)
    if isTranscriptCurrent, let transcript = stored.transcript {
      stages += try outputs(of: candidate, recipes: recipes, language: profile.language(of: transcript))
        .map { StagePlan(stage: $0.stage, decision: $0.decision, output: $0.path) }
      if let recipe = indexRecipe(recipes) {
        stages.append(StagePlan(stage: .index, decision: try decideIndex(recipe, candidate), output: nil))
      }
    } else {
      stages += Stage.all(of: profile).filter(\.isDelivery).map {
        StagePlan(stage: $0, decision: .stale(reason: Self.waitingReason), output: nil)
      }
    }
    return FilePlan(item: item, stages: stages)
  }

  /// How each stage of `candidate` is made now.
  func recipes(for candidate: Candidate) throws -> FileRecipes {
    var recipes = try FileRecipes(
      media: workspace.catalogue.fingerprint(of: candidate.item.path, identity: candidate.identity),
      profile: profile, models: models, embedder: embedder)
    recipes.decisions = try decisions(on: recipes.media)
    if recipes.decisions != nil {
      recipes.mediaLink = candidate.item.path.link(from: naming.folder(for: candidate.item))
    }
    return recipes
  }

  /// What people decided about findings until now; nil where no output shows it.
  func decisions(on media: Fingerprint) throws -> ReviewDecisions? {
    profile.outputs.contains(where: \.takesReviews) ? try workspace.reviews.decisions(on: media) : nil
  }

  func isForced(_ stage: Stage) -> Bool { options.forced.contains(stage.name) || options.forced.contains("all") }

  /// Whether an earlier stage than the outputs is forced, and so all of them.
  var forcesTranscript: Bool { Stage.all(of: profile).contains { shapesTranscript($0) && isForced($0) } }

  /// Whether what annotators find is found anew.
  var forcesFindings: Bool {
    Stage.all(of: profile).contains { stage in
      switch stage {
      case .annotate, .embed: isForced(stage)
      case .audio, .shots, .recognise, .filter, .output, .index: false
      }
    }
  }

  /// Whether results depend on the stage through the transcript.
  private func shapesTranscript(_ stage: Stage) -> Bool {
    switch stage {
    case .audio, .recognise, .filter: true
    case .annotate: profile.filters.contains(where: \.takesFindings)
    case .shots, .embed, .output, .index: false
    }
  }

  func reason(for recipe: Recipe, of item: MediaItem) throws -> String {
    guard let old = try workspace.catalogue.recipe(of: recipe.stage, for: item.path) else { return "never done" }
    return recipe.reasonForChange(since: old) ?? "the stored result is missing or damaged"
  }
}
