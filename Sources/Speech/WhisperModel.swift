package import Inference
package import SystemPackage
import Transcript

/// A Whisper model that is ready to run: graphs compiled for a device, vocabulary, settings. Shared by all workers.
package final class WhisperModel: Sendable {
  package let tokenizer: Tokenizer
  package let precision: Precision
  /// What the device computes in: `bfloat16`, `float32`.
  package var arithmetic: String { precision.compute.rawValue }
  /// How many workers may run side by side at full speed.
  package let streams: Int
  let configuration: WhisperConfiguration
  let weights: WhisperWeights
  let mel: LogMelSpectrogram
  let encoder: CompiledGraph
  let decoder: CompiledGraph
  let alignment: CompiledGraph
  /// Language codes by token.
  let languages: [Int: String]

  /// The most tokens of a window's text, half of what the decoder can hold, as the model was trained.
  var textLimit: Int { weights.textPositions / 2 }
  /// Samples that one window holds.
  var windowLength: Int { weights.audioPositions * 2 * LogMelSpectrogram.hop }

  /// Loads and compiles the model in `directory`, in CTranslate2's layout.
  ///
  /// - Parameters:
  ///   - streams: one single-threaded stream for each worker: the most work for a CPU second.
  /// - Throws: `WeightsError`, `InferenceError`, `Errno`.
  package init(directory: FilePath, runtime: Runtime, device: String = "CPU", streams: Int) throws {
    tokenizer = try Tokenizer(directory.appending("tokenizer.json"))
    configuration = try WhisperConfiguration(directory.appending("config.json"))
    weights = try WhisperWeights(directory.appending("model.bin"))
    precision = try Precision(runtime: runtime, device: device)
    mel = LogMelSpectrogram(bandCount: weights.melBands)
    languages = tokenizer.languageCodes(configuration.languageTokens)
    self.streams = streams
    let properties = precision.properties(threads: streams, streams: streams)
    encoder = try runtime.compile(
      WhisperEncoderGraph.build(weights, cache: precision.cache), for: device, properties: properties)
    decoder = try runtime.compile(
      WhisperDecoderGraph.build(weights, cache: precision.cache), for: device, properties: properties)
    alignment = try runtime.compile(
      WhisperAlignmentGraph.build(weights, heads: configuration.alignmentHeads, cache: precision.cache), for: device,
      properties: properties)
  }
}

extension WhisperModel {
  /// What the text of a window starts from.
  func prompt(language: LanguageTag, translate: Bool, usesTimestamps: Bool) throws -> [Int] {
    let ending = usesTimestamps ? [] : [tokenizer.noTimestamps]
    guard !languages.isEmpty else { return [tokenizer.startOfTranscript] + ending }  // English only
    guard let token = languages.first(where: { LanguageTag($0.value).matches(language) })?.key else {
      throw UnknownLanguageError(language: language, known: languages.values.sorted())
    }
    return [tokenizer.startOfTranscript, token, translate ? tokenizer.translate : tokenizer.transcribe] + ending
  }
}

/// A language that the model was not trained on.
package struct UnknownLanguageError: Error, CustomStringConvertible {
  var language: LanguageTag
  var known: [String]

  package var description: String {
    "the model does not know the language “\(language)”; it knows \(known.joined(separator: ", "))"
  }
}
