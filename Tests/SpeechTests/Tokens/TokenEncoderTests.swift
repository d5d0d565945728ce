import Speech
import Testing

/// Against the ids that Hugging Face's tokenizers gives.
struct TokenEncoderTests {
  @Test(arguments: [
    (" Gutenberg", [42833, 6873]),
    ("Abigail Claflin", [23695, 44582, 12947, 3423, 259]),
    (" it's 1455, isn't it?", [309, 311, 3499, 13622, 11, 1943, 380, 309, 30]),
    ("今日は", [43791]),
    (" naïve  café\n", [1667, 15487, 303, 220, 25118, 198]),
    ("", []),
  ])
  func `text becomes the tokens that it was trained with`(text: String, tokens: [Int]) throws {
    #expect(try TokenEncoder(SpeechModels.tokenizer.get()).encode(text) == tokens)
  }

  @Test(arguments: ["<|endoftext|>", "\u{0} \u{FFFD}🙂", "ßẞ\u{301}", "   "])
  func `any text comes back as it was`(text: String) throws {
    let tokenizer = try SpeechModels.tokenizer.get()
    let tokens = TokenEncoder(tokenizer).encode(text)
    #expect(tokenizer.decode(tokens) == text)
    #expect(tokens.allSatisfy { $0 < tokenizer.endOfText })
  }
}
