/// What a user knows about the text before it is recognised.
package struct TextHints: Hashable, Sendable {
  /// Comes before every window as if it had been said: its names and its style become likelier.
  package var initialPrompt = ""
  /// Words and phrases that are likelier than the model believes.
  package var hotwords: [String] = []
  /// What each token of a hotword gains, in nats. 0…10.
  package var hotwordBonus = 2.0
  /// Whether figures and the signs of percent and money are ruled out, so that the model writes what it heard in words,
  /// in languages where `TextForm` cannot spell them out.
  package var isWithoutFigures = false

  package init() {}

  /// The same as tokens of a model. Of a long prompt the end counts, as much as fits beside a full text.
  func options(_ options: DecodingOptions, for model: WhisperModel) -> DecodingOptions {
    var options = options
    if isWithoutFigures { options.figureTokens = model.tokenizer.figureTokens }
    guard !initialPrompt.isEmpty || !hotwords.isEmpty else { return options }
    let encoder = TokenEncoder(model.tokenizer)
    // Inside a sentence a word begins with its space; scripts without spaces write it bare.
    let phrases = hotwords.flatMap { [encoder.encode(" " + $0), encoder.encode($0)] }
    if !phrases.isEmpty { options.hotwords = HotwordGraph(phrases, bonus: Float(hotwordBonus)) }
    if !initialPrompt.isEmpty {
      // Beside it stand its opening token and four of the prompt.
      options.initialPrompt = encoder.encode(" " + initialPrompt).suffix(
        model.sizes.textPositions - model.textLimit - 5)
    }
    return options
  }
}
