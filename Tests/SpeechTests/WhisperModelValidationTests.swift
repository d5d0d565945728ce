import Speech
import SystemPackage
import Testing

/// A model's files are checked against each other before anything is computed.
struct WhisperModelValidationTests {
  private func validate(
    vocabulary: Int = SmallVocabulary.size, special: [String] = SmallVocabulary.specialTokens,
    heads: String = "[[0,0],[1,1]]", languages: String = "[3,4]"
  ) throws {
    try WhisperModel.validate(
      tokenizer: SmallVocabulary.tokenizer(special: special),
      configuration: SmallVocabulary.configuration(heads: heads, languages: languages),
      sizes: SmallVocabulary.sizes(vocabulary: vocabulary),
      files: WhisperFiles("/models/small", .cTranslate2, weights: "model.bin"))
  }

  @Test(arguments: [SmallVocabulary.size, SmallVocabulary.size + 1000])
  func `files that belong together`(vocabulary: Int) throws {
    try validate(vocabulary: vocabulary)
  }

  @Test(arguments: 0..<SmallVocabulary.size)
  func `a vocabulary larger than the weights names both files`(vocabulary: Int) {
    let error = #expect(throws: WeightsError.self) { try validate(vocabulary: vocabulary) }
    #expect(error?.path == "/models/small/tokenizer.json")
    #expect(error?.message.contains("/models/small/model.bin") == true)
    #expect(error?.message.contains("\(vocabulary) tokens") == true)
  }

  @Test(arguments: ["nospeech", "startofprev"]) func `tokens of newer vocabularies beyond the weights`(name: String) {
    let special = SmallVocabulary.specialTokens + ["0.00", name]
    let error = #expect(throws: WeightsError.self) { try validate(special: special) }
    #expect(error?.message.contains("<|\(name)|>") == true)
  }

  @Test func `times before the words`() {
    #expect(throws: WeightsError.self) { try validate(special: ["0.00"] + SmallVocabulary.specialTokens) }
  }

  @Test(arguments: ["[9]", "[3,-1]", "[9223372036854775807]"])
  func `languages that are no tokens`(languages: String) {
    let error = #expect(throws: WeightsError.self) { try validate(languages: languages) }
    #expect(error?.path == "/models/small/config.json")
  }

  @Test(arguments: ["[]", "[[1]]", "[[2,0]]", "[[0,2]]", "[[-1,0]]", "[[0,-1]]", "[[0,0],[9223372036854775807,0]]"])
  func `alignment heads that the decoder does not have`(heads: String) {
    let error = #expect(throws: WeightsError.self) { try validate(heads: heads) }
    #expect(error?.path == "/models/small/config.json")
    #expect(error?.message.contains("alignment_heads") == true)
  }
}
