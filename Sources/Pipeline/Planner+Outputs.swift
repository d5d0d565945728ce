internal import Foundation
internal import Library
internal import Media
internal import Moderation
internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import SystemPackage
internal import Transcript

/// Result files, and what is stored of what they are made from.
extension Planner {
  /// A result file as it should be, and what is to be done about it.
  struct Output {
    var stage: Stage
    var plugin: ConfiguredPlugin
    var path: FilePath
    var recipe: Recipe
    var decision: StageDecision
    /// What was written there before.
    var written: Deliverable?
  }

  func outputs(of candidate: Candidate, recipes: FileRecipes, language: LanguageTag) throws -> [Output] {
    let written = Dictionary(
      try workspace.catalogue.deliverables(of: candidate.item.path).map { ($0.path, $0) }
    ) { first, _ in first }
    return try profile.outputs.map { plugin in
      let stage = Stage.output(plugin.outputName)
      let path = naming.path(
        for: candidate.item, base: candidate.base, language: language, suffix: plugin.fileSuffix(for: candidate.item),
        isMain: plugin.isSubtitles && plugin.subtitles == .full)
      let recipe = recipes.output(plugin, of: profile)
      let known = try written[path] ?? workspace.catalogue.deliverable(at: path)
      let worksOnFindings = plugin.takesFindings || plugin.subtitles == .sdh
      let isForced = forcesTranscript || isForced(stage) || (worksOnFindings && forcesFindings)
      var decision = try decide(
        path: path, written: known, recipe: recipe, item: candidate.item, isForced: isForced)
      if case .fileExporter = plugin.instance, known == nil, decision.isStale, !isForced,
        try workspace.catalogue.recipe(of: stage.name, for: candidate.item.path)?.key == recipe.key
      {
        decision = .skipped(reason: "there was nothing to make a copy for")
      }
      return Output(stage: stage, plugin: plugin, path: path, recipe: recipe, decision: decision, written: known)
    }
  }

  private func decide(
    path: FilePath, written: Deliverable?, recipe: Recipe, item: MediaItem, isForced: Bool
  ) throws -> StageDecision {
    guard let status = FileStatus.at(path) else {
      return .stale(reason: written == nil ? "not written yet" : "the file is missing")
    }
    guard status.kind == .file else { return .skipped(reason: "something that is no file has this name") }
    guard let written else {
      return options.overwrites
        ? .stale(reason: "replaces a file, asked for by --overwrite")
        : .skipped(reason: Self.foreign)
    }
    if written.media != item.path, FileStatus.at(written.media) != nil, !options.overwrites {
      return .skipped(reason: "was written for \(written.media.display); --overwrite replaces it")
    }
    let condition = try written.condition(status)
    if condition == .edited {
      return options.overwrites
        ? .stale(reason: "replaces an edited file, asked for by --overwrite")
        : .skipped(reason: "was edited after surtitle wrote it; --overwrite replaces it")
    }
    if isForced { return .stale(reason: "asked for by --force") }
    if written.key == recipe.key, condition == .intact { return .fresh }
    return .stale(reason: try reason(for: recipe, of: item))
  }

  static let foreign = "exists and was not written by surtitle; --overwrite replaces it"

  /// What is stored of a file's results, as far as it can be read.
  struct StoredResults {
    var stages: Set<Stage> = []
    var audio: AudioRecord?
    var shots: ShotChanges?
    /// As it was recognised.
    var heard: Transcript?
    /// After the filters.
    var transcript: Transcript?
  }

  func storedResults(for recipes: FileRecipes) -> StoredResults {
    var stored = StoredResults()
    stored.audio = layer(AudioRecord.self, recipes.audio)
    if stored.audio != nil { stored.stages.insert(.audio) }
    if let step = recipes.shots {
      stored.shots = layer(ShotChanges.self, step)
      if stored.shots != nil { stored.stages.insert(.shots) }
    }
    stored.heard = layer(Transcript.self, recipes.recognition)
    if stored.heard != nil { stored.stages.insert(.recognise) }
    stored.transcript = stored.heard
    for step in recipes.filters {
      stored.transcript = layer(Transcript.self, step)
      if stored.transcript != nil { stored.stages.insert(step.stage) }
    }
    for step in recipes.annotators + (recipes.embedding.map { [$0] } ?? [])
    where workspace.layers.read(step.recipe.key) != nil {
      stored.stages.insert(step.stage)
    }
    return stored
  }

  /// What all annotators say of the transcript as it was heard; nil where the result of one is missing.
  func annotations(_ recipes: FileRecipes) -> Annotations? {
    var all: [Annotations] = []
    for step in recipes.annotators {
      guard let annotations = layer(Annotations.self, step) else { return nil }
      all.append(annotations)
    }
    return Annotations(merging: all)
  }

  func layer<Value: Decodable>(_ type: Value.Type, _ step: FileRecipes.Step) -> Value? {
    workspace.layers.read(step.recipe.key).flatMap { try? JSONDecoder().decode(type, from: $0) }
  }
}
