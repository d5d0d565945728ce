internal import Foundation
internal import Library
internal import Media
internal import PluginHost
internal import PluginKit
internal import Subtitles
internal import Transcript

/// How each stage of one file is made under one profile.
struct FileRecipes: Sendable {
  /// One stage whose result is stored as a layer.
  struct Step: Sendable {
    var stage: Stage
    var recipe: Recipe
    /// Nil for the sound.
    var plugin: ConfiguredPlugin?
  }

  let media: Fingerprint
  let audio: Step
  let recognition: Step
  let filters: [Step]
  let annotators: [Step]

  /// All of them, in the order in which they run.
  var steps: [Step] { [audio, recognition] + filters + annotators }

  /// The key of the transcript that results are made from: the last filter's, or the recogniser's.
  var transcript: LayerKey { (filters.last ?? recognition).recipe.key }

  init(media: Fingerprint, profile: Profile) throws {
    self.media = media
    func step(_ stage: Stage, _ plugin: ConfiguredPlugin?, _ configuration: String, _ inputs: [LayerKey]) -> Step {
      // The revision of the sound itself: to be raised when the same file gives other samples.
      let revision = plugin?.revision ?? "org.surtitle.audio 1.0"
      let recipe = Recipe(
        media: media, stage: stage.name, plugin: revision, configuration: configuration, inputs: inputs)
      return Step(stage: stage, recipe: recipe, plugin: plugin)
    }
    let language = profile.request.language.map { JSONValue.string($0.code) } ?? .null
    audio = step(.audio, nil, JSONValue.object(["language": language]).canonical, [])
    let recognition = step(
      .recognise, profile.recognizer,
      JSONValue.object([
        "request": try JSONValue(encoding: profile.request),
        "settings": .object(try profile.resultSettings().mapValues { .string($0) }),
      ]).canonical, [audio.recipe.key])
    self.recognition = recognition
    var filters: [Step] = []
    for filter in profile.filters {
      let input = filters.last?.recipe.key ?? recognition.recipe.key
      filters.append(step(.filter(filter.shortName), filter, filter.configuration.canonical, [input]))
    }
    self.filters = filters
    let transcript = (filters.last ?? recognition).recipe.key
    let sound = audio.recipe.key
    annotators = profile.annotators.map {
      step(.annotate($0.shortName), $0, $0.configuration.canonical, [transcript, sound])
    }
  }

  /// How `plugin` writes its file.
  func output(_ plugin: ConfiguredPlugin, of profile: Profile) -> Recipe {
    var settings = ["plugin": plugin.configuration]
    if case .format = plugin.instance {
      settings["cueing"] = profile.cueing.canonical
      if profile.minimumTrust > 0 {
        settings["trust"] = .array([.number(profile.minimumTrust), .string(profile.untrusted.rawValue)])
      }
    }
    return Recipe(
      media: media, stage: Stage.output(plugin.shortName).name, plugin: plugin.revision,
      configuration: JSONValue.object(settings).canonical, inputs: [transcript, audio.recipe.key])
  }
}

extension Profile {
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

extension CueingLimits {
  /// As data, for recipes.
  var canonical: JSONValue { (try? JSONValue(encoding: self)) ?? .null }
}

extension Planner {
  /// How each stage of `item` is made now.
  func recipes(for item: MediaItem) throws -> FileRecipes {
    let identity = try FileIdentity(of: item.path)
    return try FileRecipes(
      media: workspace.catalogue.fingerprint(of: item.path, identity: identity), profile: profile)
  }

  /// What is stored of a file's results, as far as it can be read.
  struct StoredResults {
    var stages: Set<Stage> = []
    var audio: AudioRecord?
    /// After the filters.
    var transcript: Transcript?
  }

  func storedResults(for recipes: FileRecipes) -> StoredResults {
    var stored = StoredResults()
    stored.audio = layer(AudioRecord.self, recipes.audio)
    if stored.audio != nil { stored.stages.insert(.audio) }
    for step in [recipes.recognition] + recipes.filters {
      stored.transcript = layer(Transcript.self, step)
      if stored.transcript != nil { stored.stages.insert(step.stage) }
    }
    for step in recipes.annotators where workspace.layers.read(step.recipe.key) != nil {
      stored.stages.insert(step.stage)
    }
    return stored
  }

  func layer<Value: Decodable>(_ type: Value.Type, _ step: FileRecipes.Step) -> Value? {
    workspace.layers.read(step.recipe.key).flatMap { try? JSONDecoder().decode(type, from: $0) }
  }
}
