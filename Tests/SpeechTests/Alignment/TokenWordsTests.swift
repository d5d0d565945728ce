import Speech
import Testing
import Transcript

/// Tokens of the real vocabulary, as words.
struct TokenWordsTests {
  private func words(_ pieces: [String], language: LanguageTag = "en") throws -> [TokenWords.Word] {
    let tokenizer = try SpeechModels.tokenizer.get()
    let tokens = try pieces.map { try tokenizer.id(Array($0.utf8)) }
    return TokenWords(tokenizer: tokenizer, language: language).words(tokens)
  }

  @Test(arguments: [
    ([" And", " so", ",", " my", " fellow"], ["And", "so,", "my", "fellow"]),
    ([" Yes", ".", " No", "?", "!"], ["Yes.", "No?!"]),
    ([" ship", "ment"], ["shipment"]),
    ([" don", "'t", " we", "'re"], ["don't", "we're"]),
    ([" said", ",", " \"", "Yes", ".\""], ["said,", "\"Yes.\""]),
    ([" (", "no", ")"], ["(no)"]),
    ([" ¿", "No", "?"], ["¿No?"]),
    ([" well", "..."], ["well..."]),
  ])
  func `punctuation goes with its word`(pieces: [String], expected: [String]) throws {
    #expect(try words(pieces).map(\.text) == expected)
  }

  @Test func `hyphens and apostrophes inside a word do not part it`() throws {
    let english = try words([" well", "-", "known", " man"]).map(\.text)
    let french = try words([" d", "'", "accord", ","], language: "fr").map(\.text)
    #expect(english == ["well-known", "man"])
    #expect(french == ["d'accord,"])
  }

  @Test func `spaces are told apart from the words`() throws {
    let words = try words([" And", " so", "."])
    #expect(words.map(\.hasSpaceBefore) == [true, true])
    #expect(words.map(\.tokens) == [0..<1, 1..<3])
  }

  @Test func `scripts without spaces are cut at characters`() throws {
    let words = try words(["日", "本", "語", "。"], language: "ja")
    #expect(words.map(\.text) == ["日", "本", "語。"])
    #expect(words.allSatisfy { !$0.hasSpaceBefore })
  }

  @Test func `a character spread over tokens is one character`() throws {
    let tokenizer = try SpeechModels.tokenizer.get()
    // Its bytes are no token together.
    let tokens = try [UInt8](" ".utf8).map { try tokenizer.id([$0]) } + Array("🦜".utf8).map { try tokenizer.id([$0]) }
    let words = TokenWords(tokenizer: tokenizer, language: "en").words(tokens)
    #expect(words.map(\.text) == ["🦜"])
    let broken = TokenWords(tokenizer: tokenizer, language: "en").words(try tokenizer.ids(" yes") + tokens[1...2])
    #expect(broken.map(\.text) == ["yes"], "half a character is dropped")
  }

  @Test func `nothing gives nothing`() throws {
    #expect(try words([]).isEmpty)
    #expect(try words([" "]).isEmpty)
  }

  @Test func `no token is lost and none comes twice`() throws {
    let tokenizer = try SpeechModels.tokenizer.get()
    var state: UInt32 = 5
    for language in ["en", "ja"] as [LanguageTag] {
      for _ in 0..<50 {
        let tokens = (0..<40).map { _ in
          state = state &* 1_664_525 &+ 1_013_904_223
          return Int(state >> 8) % tokenizer.endOfText
        }
        var end = 0
        for word in TokenWords(tokenizer: tokenizer, language: language).words(tokens) {
          #expect(word.tokens.lowerBound >= end && !word.tokens.isEmpty && word.tokens.upperBound <= tokens.count)
          #expect(!word.text.contains("\u{FFFD}") && !word.text.isEmpty)
          end = word.tokens.upperBound
        }
      }
    }
  }
}
