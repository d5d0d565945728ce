internal import Foundation
internal import Logging
public import Media
public import PluginKit
internal import Speech
internal import SystemPackage
public import Transcript

/// Recognises speech with a Whisper model on OpenVINO, on this machine.
///
/// Silero VAD finds where people speak; their speech is packed into windows of 30 s, which are decoded in batches; the
/// language is voted on by windows spread over the file; each word is timed by the decoder's attention. Text that looks
/// invented (loops, guesses, words on silence) is decoded anew, dropped, or marked with what speaks against it.
public struct WhisperRecognizer: SpeechRecognizer {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.whisper", version: "1.0.0", kind: .speechRecognizer,
    summary: "Speech to text in 99 languages with Whisper on OpenVINO", licence: "Apache-2.0")

  private let configuration: WhisperRecognizerConfiguration
  private let engine = EngineLoader()

  public init(configuration: WhisperRecognizerConfiguration) throws {
    try configuration.validate()
    self.configuration = configuration
  }

  public var models: [String] { [configuration.model, configuration.voiceActivityModel] }

  public var resultSettings: [String: String] {
    var settings = ["model": configuration.model, "voiceActivityModel": configuration.voiceActivityModel]
    // What `auto` comes to depends on the machine; results made elsewhere stay as good as they were.
    if configuration.precision != "auto" { settings["precision"] = configuration.precision }
    let usual = WhisperRecognizerConfiguration()
    func note(_ name: String, _ value: (WhisperRecognizerConfiguration) -> some Equatable) {
      if value(configuration) != value(usual) { settings[name] = "\(value(configuration))" }
    }
    if configuration.device != usual.device { settings["device"] = configuration.device }
    note("languages") { Set($0.languages).sorted() }
    note("multilingual", \.multilingual)
    note("beamSize", \.beamSize)
    if configuration.beamSize > 1 || configuration.alternatives > 0 { note("patience", \.patience) }
    note("bestOf", \.bestOf)
    note("alternatives", \.alternatives)
    note("initialPrompt", \.initialPrompt)
    note("numerals", \.numerals)
    note("punctuation", \.punctuation)
    note("casing", \.casing)
    note("conditionOnPreviousText", \.conditionOnPreviousText)
    if configuration.hotwordBonus > 0, !configuration.hotwords.isEmpty {
      note("hotwords", \.hotwords)
      note("hotwordBonus", \.hotwordBonus)
    }
    return settings
  }

  public func transcribe(
    _ audio: AudioReference, request: RecognitionRequest, in context: PluginContext
  ) async throws -> Transcript {
    let (engine, digest) = try await engine.engine(configuration, in: context.modelDirectory)
    let result = try await engine.transcribe(
      audio, language: request.language, translate: request.task == .translate, progress: context.progress)
    var metadata: Logger.Metadata = [
      "windows": "\(result.statistics.windows)", "steps": "\(result.statistics.steps)",
      "tokens": "\(result.statistics.tokens)",
    ]
    for (stage, seconds) in result.statistics.seconds {
      metadata["\(stage.rawValue).ms"] = "\(Int(seconds * 1000))"
    }
    context.logger.debug("Recognised speech", metadata: metadata)
    return Transcript(
      language: result.language, languages: result.languages, segments: configuration.form.apply(to: result.segments),
      duration: audio.duration,
      speech: result.speech,
      provenance: Provenance(
        recognizer: "\(Self.descriptor.id) \(Self.descriptor.version)", model: configuration.model, modelDigest: digest,
        settings: resultSettings.merging(
          ["precision": engine.model.arithmetic], uniquingKeysWith: { first, _ in first })))
  }
}
