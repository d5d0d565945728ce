import Foundation
import Transcript

/// What the model thinks of a window before a word is written.
struct Impression {
  /// Probabilities of the languages it knows, likeliest first; they sum to 1. Empty for an English-only model.
  var languages: [(code: String, probability: Double)]
  /// The probability that nobody speaks.
  var noSpeech: Double

  /// - Parameters:
  ///   - allowed: languages that may be spoken; empty for all that the model knows.
  ///   - logits: what follows the first token of a prompt.
  init(_ logits: UnsafeMutableBufferPointer<Float>, _ model: WhisperModel, allowed: [LanguageTag]) {
    let values = UnsafeBufferPointer(logits)
    // By token, not as the dictionary has them: sums of floats depend on the order.
    languages = model.languages.sorted { $0.key < $1.key }.filter { entry in
      allowed.isEmpty || allowed.contains { LanguageTag(entry.value).matches($0) }
    }.map { ($0.value, Double(values[$0.key])) }
    let top = languages.map(\.probability).max() ?? 0
    let sum = languages.reduce(0) { $0 + exp($1.probability - top) }
    for i in languages.indices { languages[i].probability = exp(languages[i].probability - top) / sum }
    languages.sort { ($0.probability, $1.code) > ($1.probability, $0.code) }
    noSpeech = 0
    if let token = model.tokenizer.noSpeech, let best = VectorMath.largest(values) {
      noSpeech = Double(exp(values[token] - best.value) / VectorMath.sumOfExponentials(values, relativeTo: best.value))
    }
  }

  /// The language that a window is written in where each has its own: the likeliest where that is likelier than all
  /// others together, else that of the file.
  func language(otherwise main: LanguageTag) -> LanguageTag {
    languages.first.flatMap { $0.probability > 0.5 ? LanguageTag($0.code) : nil } ?? main
  }
}
