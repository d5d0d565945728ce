internal import Foundation
package import Library
internal import Media
internal import PluginHost
internal import PluginKit
internal import SystemPackage
internal import Transcript

/// Decides for every stage of a file whether it runs, and says why. The sound is not opened for it.
package struct Planner: Sendable {
  let workspace: Workspace
  let profile: Profile
  let options: RunOptions
  let naming: OutputNaming

  package init(workspace: Workspace, profile: Profile, options: RunOptions = RunOptions()) {
    self.workspace = workspace
    self.profile = profile
    self.options = options
    naming = OutputNaming(outputDirectory: options.outputDirectory)
  }

  /// What a run would do with `items`, in their order.
  package func plan(_ items: [MediaItem]) throws -> [FilePlan] {
    let bases = bases(for: items)
    return try items.map { item in
      try Task.checkCancellation()
      return plan(item, base: bases[item] ?? MediaName.base(of: item.name))
    }
  }

  /// What the names of the results of `items` start with; see `OutputNaming`.
  package func bases(for items: [MediaItem]) -> [MediaItem: [UInt8]] {
    naming.bases(for: items, keeping: workspace.catalogue)
  }

  /// What a run would do with `item`, whose results are named after `base`.
  package func plan(_ item: MediaItem, base: [UInt8]) -> FilePlan {
    do {
      let recipes = try recipes(for: item)
      let stored = storedResults(for: recipes)
      var stages: [StagePlan] = []
      var forced = false
      for step in recipes.steps {
        forced = forced || isForced(step.stage)
        let decision =
          if forced {
            StageDecision.stale(reason: "asked for by --force")
          } else if stored.stages.contains(step.stage) {
            StageDecision.fresh
          } else {
            StageDecision.stale(reason: try reason(for: step.recipe, of: item))
          }
        stages.append(StagePlan(stage: step.stage, decision: decision, output: nil))
      }
      // The sound itself is not kept: it is decoded again whenever it is listened to.
      if let listener = stages.first(where: { $0.decision.isStale && $0.stage.listens }), !stages[0].decision.isStale {
        stages[0].decision = .stale(reason: "\(listener.stage.name) needs the sound")
      }
      let isTranscriptCurrent = !stages.contains { $0.decision.isStale && $0.stage.isOfTranscript }
      if isTranscriptCurrent, let transcript = stored.transcript {
        stages += try outputs(of: item, base: base, recipes: recipes, language: profile.language(of: transcript))
          .map { StagePlan(stage: $0.stage, decision: $0.decision, output: $0.path) }
      } else {
        stages += profile.outputs.map {
          StagePlan(stage: .output($0.shortName), decision: .stale(reason: "waits for the transcript"), output: nil)
        }
      }
      return FilePlan(item: item, stages: stages)
    } catch {
      return FilePlan(item: item, stages: [], problem: "\((error as? LibraryError)?.message ?? "\(error)")")
    }
  }

  func isForced(_ stage: Stage) -> Bool { options.forced.contains(stage.name) || options.forced.contains("all") }

  /// Whether an earlier stage than the outputs is forced, and so all of them.
  private var forcesTranscript: Bool { Stage.all(of: profile).contains { $0.isOfTranscript && isForced($0) } }

  /// A result file as it should be, and what is to be done about it.
  struct Output {
    var stage: Stage
    var plugin: ConfiguredPlugin
    var path: FilePath
    var recipe: Recipe
    var decision: StageDecision
  }

  func outputs(of item: MediaItem, base: [UInt8], recipes: FileRecipes, language: LanguageTag) throws -> [Output] {
    try profile.outputs.map { plugin in
      let stage = Stage.output(plugin.shortName)
      let path = naming.path(for: item, base: base, language: language, extension: plugin.fileExtension ?? "out")
      let recipe = recipes.output(plugin, of: profile)
      return Output(
        stage: stage, plugin: plugin, path: path, recipe: recipe,
        decision: try decide(path: path, recipe: recipe, item: item, isForced: forcesTranscript || isForced(stage)))
    }
  }

  private func decide(path: FilePath, recipe: Recipe, item: MediaItem, isForced: Bool) throws -> StageDecision {
    let written = try workspace.catalogue.deliverable(at: path)
    guard let status = FileStatus.at(path) else {
      return .stale(reason: written == nil ? "not written yet" : "the file is missing")
    }
    guard status.kind == .file else { return .skipped(reason: "something that is no file has this name") }
    guard let written else {
      return options.overwrites
        ? .stale(reason: "replaces a file, asked for by --overwrite")
        : .skipped(reason: "exists and was not written by surtitle; --overwrite replaces it")
    }
    if written.media != item.path, FileStatus.at(written.media) != nil, !options.overwrites {
      return .skipped(reason: "was written for \(written.media.display); --overwrite replaces it")
    }
    if try ContentDigest(ofFile: path) != written.digest {
      return options.overwrites
        ? .stale(reason: "replaces an edited file, asked for by --overwrite")
        : .skipped(reason: "was edited after surtitle wrote it; --overwrite replaces it")
    }
    if isForced { return .stale(reason: "asked for by --force") }
    if written.key == recipe.key { return .fresh }
    return .stale(reason: try reason(for: recipe, of: item))
  }

  private func reason(for recipe: Recipe, of item: MediaItem) throws -> String {
    guard let old = try workspace.catalogue.recipe(of: recipe.stage, for: item.path) else { return "never done" }
    return recipe.reasonForChange(since: old) ?? "the stored result is missing or damaged"
  }
}

extension Stage {
  /// Whether results depend on the stage through the transcript.
  var isOfTranscript: Bool {
    switch self {
    case .audio, .recognise, .filter: true
    case .annotate, .output: false
    }
  }

  /// Whether the stage works on the sound.
  fileprivate var listens: Bool {
    switch self {
    case .recognise, .annotate: true
    case .audio, .filter, .output: false
    }
  }
}
