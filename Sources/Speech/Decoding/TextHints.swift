import Foundation

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
  package func options(_ options: DecodingOptions, for model: WhisperModel) -> DecodingOptions {
    var options = options
    if isWithoutFigures { options.figureTokens = model.tokenizer.figureTokens }
    guard !initialPrompt.isEmpty || !hotwords.isEmpty else { return options }
    let encoder = TokenEncoder(model.tokenizer)
    // A word begins with its space, and so it is not found inside another; scripts without spaces write it bare.
    let phrases = Set(hotwords.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }).sorted().flatMap { hotword in
      hotword.isEmpty
        ? [] : [encoder.encode(" " + hotword)] + (Self.isBare(hotword) ? [encoder.encode(hotword)] : [])
    }
    if !phrases.isEmpty { options.hotwords = HotwordGraph(phrases, bonus: Float(hotwordBonus)) }
    if !initialPrompt.isEmpty {
      options.initialPrompt = encoder.encode(" " + initialPrompt).suffix(model.previousLimit)
    }
    return options
  }

  /// Whether a text holds a script that is written without spaces: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
  private static func isBare(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      [
        0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0xF900...0xFAFF,
        0x20000...0x3FFFF,
      ].contains { $0 ~= scalar.value }
    }
  }
}
