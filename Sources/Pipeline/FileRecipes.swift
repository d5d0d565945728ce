internal import Foundation
internal import Library
internal import Media
internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import SystemPackage
internal import Transcript

/// How each stage of one file is made under one profile.
struct FileRecipes: Sendable {
  /// One stage whose result is stored as a layer.
  struct Step: Sendable {
    var stage: Stage
    var recipe: Recipe
    /// Nil for the sound.
    var plugin: ConfiguredPlugin?
    /// What it is made with beside the settings: digests by name.
    var materials: [String: String] = [:]
  }

  let media: Fingerprint
  let audio: Step
  /// Nil where they are not wanted.
  let shots: Step?
  let recognition: Step
  /// Nil where nothing wants it.
  let embedding: Step?
  let annotators: [Step]
  let filters: [Step]
  /// What people decided about findings, and where the media is as seen from the results: both are in what exporters
  /// write that take reviews. Nil where none does.
  var decisions: ReviewDecisions?
  var mediaLink: String?

  /// All of them, in the order in which they run.
  var steps: [Step] {
    [audio] + (shots.map { [$0] } ?? []) + [recognition] + (embedding.map { [$0] } ?? []) + annotators + filters
  }

  /// The stages that work on the sound.
  var listeners: [Stage] { [.recognise] + annotators.filter { $0.plugin?.listens == true }.map(\.stage) }

  /// The key of the transcript that results are made from: the last filter's, or the recogniser's.
  var transcript: LayerKey { (filters.last ?? recognition).recipe.key }

  /// - Parameters:
  ///   - models: digests of the models of the recogniser and the embedder by name.
  ///   - embedder: for profiles with plug-ins that want embeddings.
  init(media: Fingerprint, profile: Profile, models: [String: String], embedder: (any TextEmbedder)? = nil) throws {
    self.media = media
    func step(_ stage: Stage, _ plugin: ConfiguredPlugin?, _ configuration: String, _ inputs: [LayerKey]) -> Step {
      // The revision of what is no plug-in's: to be raised when the same file gives other samples, or other shots.
      let revision = plugin?.revision ?? "org.surtitle.\(stage.name) 1.0"
      let recipe = Recipe(
        media: media, stage: stage.name, plugin: revision, configuration: configuration, inputs: inputs)
      return Step(stage: stage, recipe: recipe, plugin: plugin)
    }
    let language = profile.request.language.map { JSONValue.string($0.code) } ?? .null
    audio = step(.audio, nil, JSONValue.object(["language": language]).canonical, [])
    shots = profile.findsShots ? step(.shots, nil, JSONValue.emptyObject.canonical, []) : nil
    let recognizerModels = try profile.speechRecognizer().models
    let recognition = step(
      .recognise, profile.recognizer,
      JSONValue.object([
        "models": .object(
          models.filter { recognizerModels.contains($0.key) }.mapValues { .string($0) }),
        "request": try JSONValue(encoding: profile.request),
        "settings": .object(try profile.resultSettings().mapValues { .string($0) }),
      ]).canonical, [audio.recipe.key])
    self.recognition = recognition
    let (heard, sound) = (recognition.recipe.key, audio.recipe.key)
    embedding = embedder.flatMap { embedder in
      guard profile.takesEmbeddings else { return nil }
      let digest = models[embedder.model].map { JSONValue.string($0) } ?? .null
      let settings = ["model": .string(embedder.model), "digest": digest, "revision": .string(embedder.revision)]
      var embedding = step(.embed, nil, JSONValue.object(settings).canonical, [heard])
      embedding.materials = [embedder.model: models[embedder.model] ?? ""]
      return embedding
    }
    let meanings = embedding.map { [$0.recipe.key] } ?? []
    annotators = profile.annotators.map {
      let materials = $0.materials
      var annotation = step(
        .annotate($0.shortName), $0, $0.annotation(with: materials).canonical,
        [heard] + ($0.listens ? [sound] : []) + ($0.takesEmbeddings ? meanings : []))
      annotation.materials = materials
      return annotation
    }
    var filters: [Step] = []
    for filter in profile.filters {
      let input = filters.last?.recipe.key ?? heard
      let findings = filter.takesFindings ? annotators.map(\.recipe.key) : []
      filters.append(step(.filter(filter.shortName), filter, filter.configuration.canonical, [input] + findings))
    }
    self.filters = filters
  }

  /// How `plugin` writes its file.
  func output(_ plugin: ConfiguredPlugin, of profile: Profile) -> Recipe {
    var settings = ["plugin": plugin.configuration]
    if case .format = plugin.instance {
      settings["cueing"] = profile.cueing.canonical
      if plugin.subtitles != .full { settings["subtitles"] = .string(plugin.subtitles.rawValue) }
      if profile.minimumTrust > 0 {
        settings["trust"] = .array([.number(profile.minimumTrust), .string(profile.untrusted.rawValue)])
      }
    }
    if case .exporter = plugin.instance, plugin.reports, profile.reports != .everything {
      settings["reports"] = profile.reports.canonical
    }
    if plugin.takesReviews {
      settings["reviews"] = .string(decisions?.digest ?? "")
      settings["media"] = mediaLink.map(JSONValue.string) ?? .null
    }
    return Recipe(
      media: media, stage: Stage.output(plugin.outputName).name, plugin: plugin.revision,
      configuration: JSONValue.object(settings).canonical,
      inputs: [transcript, audio.recipe.key] + (plugin.isSubtitles ? shots.map { [$0.recipe.key] } ?? [] : [])
        + (plugin.subtitles == .sdh || plugin.takesFindings ? annotators.map(\.recipe.key) : []))
  }
}

extension ConfiguredPlugin {
  /// Whether it works on what annotators found.
  var takesFindings: Bool { descriptor.takes.contains(.findings) }
  /// Whether it shows what people decided about findings.
  var takesReviews: Bool { descriptor.takes.contains(.reviews) }
  /// Whether findings are what it is about: it makes nothing without them.
  var reports: Bool { descriptor.consumes.contains(.findings) }
  /// Whether it works on what utterances mean.
  var takesEmbeddings: Bool { descriptor.takes.contains(.embeddings) }
  /// Whether it works on the sound.
  var listens: Bool { descriptor.takes.contains(.audio) }
  /// What names of its files of `item` end with, without the dot.
  func fileSuffix(for item: MediaItem) -> String {
    fileSuffix.replacing("*", with: item.path.extension ?? "mkv")
  }

  /// What an annotator's results depend on beside the settings.
  fileprivate var materials: [String: String] {
    if case .annotator(let annotator) = instance { annotator.resultSettings } else { [:] }
  }

  /// What an annotator's results depend on.
  fileprivate func annotation(with materials: [String: String]) -> JSONValue {
    if materials.isEmpty { return configuration }
    return .object(["settings": configuration, "more": .object(materials.mapValues { .string($0) })])
  }
}

extension Profile {
  /// Whether anything works on what utterances mean.
  var takesEmbeddings: Bool { index == .meaning || plugins.contains(where: \.takesEmbeddings) }

  func resultSettings() throws -> [String: String] {
    try speechRecognizer().resultSettings
  }

  func speechRecognizer() throws -> any SpeechRecognizing {
    guard case .recognizer(let recognizer) = recognizer.instance else {
      throw PipelineError(.wrongKind, "the plug-in “\(recognizer.shortName)” does not recognise speech")
    }
    return recognizer
  }
}

extension HouseStyle {
  /// What of it decides on the cues, as data, for recipes: not what it is called.
  var canonical: JSONValue {
    let rules = (try? JSONValue(encoding: [rules])) ?? .null
    let languages = (try? JSONValue(encoding: languages)) ?? .null
    return .array([.integer(Cueing.revision), rules, languages])
  }
}

extension FileRecipes {
  /// A name for all that a profile makes of media, whatever the media: it changes where any result would.
  ///
  /// - Parameter index: which one the rows are in; nil where there are none.
  static func target(
    _ profile: Profile, models: [String: String], embedder: (any TextEmbedder)?, naming: OutputNaming,
    index: String?, appliesSkipRules: Bool
  ) throws -> String {
    let recipes = try FileRecipes(
      media: Fingerprint(stored: "0-"), profile: profile, models: models, embedder: embedder)
    let keys = recipes.steps.map(\.recipe.key) + profile.outputs.map { recipes.output($0, of: profile).key }
    let text = JSONValue.object([
      "keys": .array(keys.map { .string($0.hexadecimal) }),
      "sidecars": (try? JSONValue(encoding: naming.sidecars)) ?? .null,
      "output": naming.outputDirectory.map { .string(Data($0.bytes).base64EncodedString()) } ?? .null,
      "index": index.map { .string("\($0) \(IndexRecipe(recipes).recipe.key)") } ?? .null,
      "skip": appliesSkipRules ? profile.skip.canonical : .null,
    ]).canonical
    return String(ContentDigest(of: Data(text.utf8)).description.prefix(32))
  }
}
