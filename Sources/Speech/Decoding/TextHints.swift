/// What a user knows about the text before it is recognised.
package struct TextHints: Hashable, Sendable {
  /// Comes before every window as if it had been said: its names and its style become likelier.
  package var initialPrompt = ""
  /// Words and phrases that are likelier than the model believes.
  package var hotwords: [String] = []
  /// What each token of a hotword gains, in nats. 0…10.
  package var hotwordBonus = 2.0

  package init() {}

  /// The same as tokens of a model. Of a long prompt the end counts, as much as fits beside a full text.
  func options(_ options: DecodingOptions, for model: WhisperModel) -> DecodingOptions {
    guard !initialPrompt.isEmpty || !hotwords.isEmpty else { return options }
    var options = options
    let encoder = TokenEncoder(model.tokenizer)
    // Inside a sentence a word begins with its space; scripts without spaces write it bare.
    let phrases = hotwords.flatMap { [encoder.encode(" " + $0), encoder.encode($0)] }
    if !phrases.isEmpty { options.hotwords = HotwordGraph(phrases, bonus: Float(hotwordBonus)) }
    if !initialPrompt.isEmpty {
      options.initialPrompt = encoder.encode(" " + initialPrompt).suffix(model.previousLimit)
    }
    return options
  }
}
