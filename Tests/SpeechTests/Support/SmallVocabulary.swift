import Speech
import TestSupport
import WhisperCost

/// The files that describe a model, made by hand: eight tokens, `<|0.00|>` the last.
enum SmallVocabulary {
  static let specialTokens = [
    "endoftext", "startoftranscript", "en", "de", "transcribe", "translate", "notimestamps",
  ]
  /// Tokens with those of the first times.
  static let size = 9

  /// Token 0 is ordinary, the special ones follow.
  static func tokenizer(special: [String] = specialTokens) throws -> Tokenizer {
    let added = special.enumerated().map { #"{"id":\#($0 + 1),"content":"<|\#($1)|>"}"# }.joined(separator: ",")
    let text = #"{"model":{"vocab":{"a":0}},"added_tokens":[\#(added)]}"#
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try Tokenizer(folder.write(text, to: "tokenizer.json")) }
  }

  static func configuration(heads: String = "[[0,0],[1,1]]", languages: String = "[3,4]") throws
    -> WhisperConfiguration
  {
    let text = #"{"alignment_heads":\#(heads),"lang_ids":\#(languages),"suppress_ids":[],"suppress_ids_begin":[]}"#
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) {
      try folder.write(text, to: "config.json")
      return try WhisperConfiguration(WhisperFiles(folder.path, .cTranslate2, weights: "model.bin"), sizes: sizes())
    }
  }

  /// Two layers of two heads.
  static func sizes(vocabulary: Int = size) -> WhisperShape {
    WhisperShape(
      width: 128, encoderLayers: 2, decoderLayers: 2, melBands: 80, vocabulary: vocabulary, audioPositions: 1500,
      textPositions: 448)
  }
}
