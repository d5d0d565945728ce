package import Transcript

/// The tokens that a window's text starts from: they tell the model its language and its task.
package struct WhisperPrompt: Sendable {
  private let tokenizer: Tokenizer
  /// Tokens of a text that comes before.
  private let previous: [Int]
  private let languages: [Int: String]

  /// - Parameters:
  ///   - languages: codes by token; none for a model that knows English alone.
  ///   - previous: tokens of a text that comes before; none where the vocabulary has no place for it.
  package init(tokenizer: Tokenizer, languages: [Int: String], previous: [Int] = []) {
    self.previous = previous.isEmpty ? [] : tokenizer.startOfPrevious.map { [$0] + previous } ?? []
    self.tokenizer = tokenizer
    self.languages = languages
  }

  /// - Throws: `UnknownLanguageError`, `TranslationUnavailableError`.
  package func tokens(language: LanguageTag, translate: Bool, usesTimestamps: Bool) throws -> [Int] {
    let ending = usesTimestamps ? [] : [tokenizer.noTimestamps]
    guard !languages.isEmpty else {
      guard LanguageTag("en").matches(language) else { throw UnknownLanguageError(language: language, known: ["en"]) }
      guard !translate else { throw TranslationUnavailableError() }
      return previous + [tokenizer.startOfTranscript] + ending
    }
    guard let token = languages.first(where: { LanguageTag($0.value).matches(language) })?.key else {
      throw UnknownLanguageError(language: language, known: languages.values.sorted())
    }
    return previous + [tokenizer.startOfTranscript, token, translate ? tokenizer.translate : tokenizer.transcribe]
      + ending
  }
}

/// A language that the model was not trained on.
package struct UnknownLanguageError: Error, Hashable, CustomStringConvertible {
  package var language: LanguageTag
  package var known: [String]

  package var description: String {
    "the model does not know the language “\(language)”; it knows \(known.joined(separator: ", "))"
  }
}

/// A translation asked of a model that knows one language.
package struct TranslationUnavailableError: Error, Hashable, CustomStringConvertible {
  package var description: String {
    "the model knows English alone and cannot translate; choose a multilingual model, or transcribe instead"
  }
}
