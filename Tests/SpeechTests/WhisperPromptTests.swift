import Speech
import Testing
import Transcript

struct WhisperPromptTests {
  /// Tokens of `SmallVocabulary`.
  private static let german = 4

  private func tokens(
    _ language: LanguageTag, languages: [Int: String], translate: Bool = false, usesTimestamps: Bool = true
  ) throws -> [Int] {
    try WhisperPrompt(tokenizer: SmallVocabulary.tokenizer(), languages: languages)
      .tokens(language: language, translate: translate, usesTimestamps: usesTimestamps)
  }

  @Test func `a multilingual model is told language and task`() throws {
    let languages = [3: "en", Self.german: "de"]
    #expect(try tokens("de", languages: languages) == [2, Self.german, 5])
    #expect(try tokens("de-AT", languages: languages, translate: true) == [2, Self.german, 6])
    #expect(try tokens("en", languages: languages, usesTimestamps: false) == [2, 3, 5, 7])
    let error = #expect(throws: UnknownLanguageError.self) { try tokens("fr", languages: languages) }
    #expect(error?.known == ["de", "en"])
  }

  @Test(arguments: ["en", "en-GB"] as [LanguageTag])
  func `an English model is told neither`(language: LanguageTag) throws {
    #expect(try tokens(language, languages: [:]) == [2])
    #expect(try tokens(language, languages: [:], usesTimestamps: false) == [2, 7])
  }

  @Test(arguments: ["de", "ja", "und"] as [LanguageTag])
  func `an English model knows no other language`(language: LanguageTag) {
    let error = #expect(throws: UnknownLanguageError.self) { try tokens(language, languages: [:]) }
    #expect(error?.known == ["en"])
    #expect(error?.language == language)
  }

  @Test func `an English model does not translate`() {
    #expect(throws: TranslationUnavailableError.self) { try tokens("en", languages: [:], translate: true) }
  }
}
