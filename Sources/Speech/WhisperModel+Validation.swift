import SystemPackage
package import WhisperCost

extension WhisperModel {
  /// Makes sure that a model's files belong together: tokens index rows of logits, which nobody checks later.
  ///
  /// - Throws: `WeightsError` that names the two files that do not agree.
  package static func validate(
    tokenizer: Tokenizer, configuration: WhisperConfiguration, sizes: WhisperShape, files: WhisperFiles
  ) throws {
    let isCTranslate2 = files.layout == .cTranslate2
    func mismatch(_ file: FilePath, _ message: String) -> WeightsError {
      WeightsError(
        path: file.string,
        message: "\(message): it belongs to another model than \(files.weights); install both from one source")
    }
    var tokens = [
      ("<|endoftext|>", tokenizer.endOfText), ("<|startoftranscript|>", tokenizer.startOfTranscript),
      ("<|transcribe|>", tokenizer.transcribe), ("<|translate|>", tokenizer.translate),
      ("<|notimestamps|>", tokenizer.noTimestamps), ("the first time token", tokenizer.firstTimestamp),
    ]
    if let noSpeech = tokenizer.noSpeech { tokens.append(("<|nospeech|>", noSpeech)) }
    if let startOfPrevious = tokenizer.startOfPrevious { tokens.append(("<|startofprev|>", startOfPrevious)) }
    for (name, id) in tokens where !(0..<sizes.vocabulary).contains(id) {
      throw mismatch(files.tokenizer, "\(name) is token \(id), the weights have \(sizes.vocabulary) tokens")
    }
    guard tokenizer.endOfText < tokenizer.firstTimestamp else {
      throw WeightsError(
        path: files.tokenizer.string,
        message: "times begin at token \(tokenizer.firstTimestamp), before the end of the text at "
          + "\(tokenizer.endOfText): this is no Whisper vocabulary")
    }
    if let id = configuration.languageTokens.first(where: { !(0..<sizes.vocabulary).contains($0) }) {
      let key = isCTranslate2 ? "lang_ids" : "lang_to_id"
      throw mismatch(files.decoding, "`\(key)` names token \(id), the weights have \(sizes.vocabulary) tokens")
    }
    guard !configuration.alignmentHeads.isEmpty else {
      throw WeightsError(
        path: files.decoding.string,
        message: "`alignment_heads` names no head, and words cannot be timed without one")
    }
    for head in configuration.alignmentHeads
    where !(0..<sizes.decoderLayers).contains(head.layer) || !(0..<sizes.headCount).contains(head.head) {
      throw mismatch(
        files.decoding,
        "`alignment_heads` names head \(head.head) of layer \(head.layer), the weights have \(sizes.decoderLayers) "
          + "layers of \(sizes.headCount) heads")
    }
  }
}
