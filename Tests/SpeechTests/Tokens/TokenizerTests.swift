import Foundation
import Speech
import SystemPackage
import TestSupport
import Testing

struct TokenizerTests {
  @Test func `the special tokens of the multilingual vocabulary`() throws {
    let tokenizer = try SpeechModels.tokenizer.get()
    #expect(tokenizer.endOfText == 50257)
    #expect(tokenizer.startOfTranscript == 50258)
    #expect(tokenizer.translate == 50358)
    #expect(tokenizer.transcribe == 50359)
    #expect(tokenizer.noSpeech == 50362)
    #expect(tokenizer.noTimestamps == 50363)
    #expect(tokenizer.firstTimestamp == 50364)
    #expect(tokenizer.languageCodes([50259, 50265, 50266]) == [50259: "en", 50265: "fr", 50266: "ja"])
  }

  @Test func `tokens become text`() throws {
    let tokenizer = try SpeechModels.tokenizer.get()
    #expect(tokenizer.decode(try tokenizer.ids(" And", " so", ",", " caf", "é")) == " And so, café")
    #expect(tokenizer.decode([]) == "")
    #expect(tokenizer.decode([50257, 50258, 50364, 51864, -1, .max]) == "", "special tokens and times are no text")
    let parrot = try Array("🦜".utf8).map { try tokenizer.id([$0]) }
    #expect(tokenizer.decode(parrot) == "🦜")
    #expect(tokenizer.decode(parrot.dropLast()).contains("\u{FFFD}"))
  }

  @Test func `every byte has a token`() throws {
    let tokenizer = try SpeechModels.tokenizer.get()
    let single = Set((0..<tokenizer.endOfText).map { tokenizer.bytes(of: $0) }.filter { $0.count == 1 })
    #expect(single.count == 256)
    // The last ordinary token of this vocabulary is empty.
    #expect((0..<tokenizer.endOfText - 1).allSatisfy { !tokenizer.bytes(of: $0).isEmpty })
  }

  @Test func `a vocabulary in lines is the same`() throws {
    let lines = try Tokenizer(SpeechModels.folder("base").appending("vocabulary.txt"))
    let whole = try SpeechModels.tokenizer.get()
    for id in 0..<51_870 { #expect(lines.bytes(of: id) == whole.bytes(of: id)) }
    #expect(lines.endOfText == whole.endOfText && lines.startOfTranscript == whole.startOfTranscript)
    #expect(lines.transcribe == whole.transcribe && lines.translate == whole.translate)
    #expect(lines.noTimestamps == whole.noTimestamps && lines.firstTimestamp == whole.firstTimestamp)
    #expect(lines.noSpeech == whole.noSpeech && lines.startOfPrevious == whole.startOfPrevious)
    #expect(lines.languageTokens == whole.languageTokens)
    #expect(lines.languageCodes(lines.languageTokens) == whole.languageCodes(whole.languageTokens))
  }

  @Test(arguments: ["", "a\n", "a\nb\n<|endoftext|>\n", "\u{0}\n\u{FFFD}", "<|endoftext|>\n<|startoftranscript|>\n"])
  func `lines that are no vocabulary`(text: String) throws {
    let folder = try TemporaryFolder()
    #expect(throws: WeightsError.self) { try Tokenizer(folder.write(text, to: "vocabulary.txt")) }
  }

  private static let special = ["endoftext", "startoftranscript", "transcribe", "translate", "notimestamps"]

  private static func document(vocabulary: String = #""a":0"#, special: [String] = special, extra: String = "")
    -> String
  {
    let added = special.enumerated().map { #"{"id":\#($0 + 1),"content":"<|\#($1)|>"}"# }.joined(separator: ",")
    return #"{"model":{"vocab":{\#(vocabulary)}},"added_tokens":[\#(added)\#(extra)]}"#
  }

  @Test func `a vocabulary made by hand`() throws {
    let folder = try TemporaryFolder()
    // Ġ stands for a space, Ċ for a line feed, Ã© for the bytes of é.
    let text = Self.document(vocabulary: #""Ġa":0,"Ċ":9,"Ã©":10,"!":-3"#)
    let tokenizer = try Tokenizer(folder.write(text, to: "tokenizer.json"))
    #expect(tokenizer.decode([0, 10, 9, 0]) == " aé\n a")
    #expect(tokenizer.endOfText == 1)
    #expect(tokenizer.noSpeech == nil)
    #expect(tokenizer.firstTimestamp == tokenizer.noTimestamps + 1)
  }

  @Test(arguments: [#""a":-5"#, #""a":-9223372036854775808"#, ""])
  func `a vocabulary without any token`(vocabulary: String) throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: WeightsError.self) {
      try Tokenizer(folder.write(Self.document(vocabulary: vocabulary, special: []), to: "tokenizer.json"))
    }
    #expect(error?.message == "the token <|endoftext|> is missing")
  }

  @Test func `a vocabulary in parts is the same`() throws {
    let folder = try TemporaryFolder()
    let whole = try Tokenizer(folder.write(RandomVocabulary.tokenizer, to: "tokenizer.json"))
    try folder.write(RandomVocabulary.addedTokens, to: "added_tokens.json")
    let parts = try Tokenizer(folder.write(RandomVocabulary.vocabulary, to: "vocab.json"))
    for tokenizer in [whole, parts] {
      #expect(tokenizer.decode([7, 4, 11, 11, 14, 40, 41, 51]) == "HELLO")
      #expect(tokenizer.endOfText == 40)
      #expect(tokenizer.startOfTranscript == 41)
      #expect(tokenizer.languageTokens == [42, 43, 44])
      #expect(tokenizer.languageCodes([42, 43, 44]) == [42: "en", 43: "de", 44: "yue"])
      #expect((tokenizer.translate, tokenizer.transcribe) == (45, 46))
      #expect(tokenizer.noSpeech == 49)
      #expect(tokenizer.firstTimestamp == RandomVocabulary.firstTimestamp)
    }
  }

  @Test(arguments: ["", "[]", "{}", #"{"<|startoftranscript|>":"41"}"#])
  func `added tokens that are none are an error that names a file`(text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "added_tokens.json")
    let path = try folder.write(RandomVocabulary.vocabulary, to: "vocab.json")
    let error = #expect(throws: WeightsError.self) { try Tokenizer(path) }
    #expect(error?.path.hasPrefix(folder.path.string + "/") == true)
  }

  @Test(arguments: [
    "", "{}", "[]", "{", #"{"model":{"vocab":[]},"added_tokens":[]}"#, #"{"model":{"vocab":{}},"added_tokens":[]}"#,
    #"{"model":{"vocab":{"a":"b"}},"added_tokens":[]}"#, document(special: ["endoftext", "transcribe"]),
    document(extra: #",{"id":1048576,"content":"x"}"#), document(vocabulary: #""a":99999999999"#), "\u{FFFD}\u{0}",
  ])
  func `what is no vocabulary is an error that names the file`(text: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "tokenizer.json")
    let error = #expect(throws: WeightsError.self) { try Tokenizer(path) }
    #expect(error?.description.contains(path.string) == true)
  }

  @Test func `the largest id of all is an error, not the end`() async throws {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = try folder.write(Self.document(vocabulary: #""a":9223372036854775807"#), to: "tokenizer.json")
      #expect(throws: WeightsError.self) { try Tokenizer(path) }
    }
  }
}
