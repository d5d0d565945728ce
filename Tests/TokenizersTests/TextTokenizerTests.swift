import Foundation
import Testing
import Tokenizers

/// Number for number what the library makes of the same files, which `Tests/Fixtures/make-classifiers.py` wrote.
@Suite struct TextTokenizerTests {
  private struct Case: Decodable {
    var text: String
    var ids: [Int]
  }
  private struct Cases: Decodable { var cases: [Case] }

  private static func fixture(_ name: String) throws -> Data {
    try Data(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/Tokenizers/\(name).json"))
  }

  /// The tokeniser in a fixture, with parts of it replaced.
  private static func tokenizer(_ name: String, _ changes: [String: Any] = [:]) throws -> TextTokenizer {
    let file = try JSONSerialization.jsonObject(with: fixture(name)) as? [String: Any]
    let tokenizer = try #require(file?["tokenizer"] as? [String: Any]).merging(changes) { $1 }
    return try TextTokenizer(json: JSONSerialization.data(withJSONObject: tokenizer))
  }

  @Test(arguments: ["wordpiece", "cased", "byte_level", "split_bytes", "llama", "unigram"])
  func idsAreThoseOfTheLibrary(name: String) throws {
    let tokenizer = try Self.tokenizer(name)
    let cases = try JSONDecoder().decode(Cases.self, from: Self.fixture(name)).cases
    #expect(cases.count == 20)
    for expected in cases {
      #expect(tokenizer.ids(of: expected.text, limit: 10_000) == expected.ids, "\(expected.text)")
    }
  }

  @Test func longTextsKeepTheirFrame() throws {
    let tokenizer = try Self.tokenizer("wordpiece")
    let whole = tokenizer.ids(of: "The ferry leaves the harbour at noon.", limit: 100)
    let cut = tokenizer.ids(of: "The ferry leaves the harbour at noon.", limit: 5)
    #expect(cut == Array(whole.prefix(4)) + [whole[whole.count - 1]])
    #expect(tokenizer.ids(of: "ferry", limit: 0).count == 2)
  }

  @Test(arguments: [
    ("normalizer", #"{"type": "Shout"}"#, "the normaliser “Shout” is unknown"),
    ("pre_tokenizer", #"{"type": "Scissors"}"#, "the division into words “Scissors” is unknown"),
    (
      "pre_tokenizer", #"{"type": "Split", "pattern": {"Regex": "(a"}}"#,
      "the regular expression “(a” is not understood"
    ),
    ("post_processor", #"{"type": "Ribbon"}"#, "the frame of texts “Ribbon” is unknown"),
    ("model", #"{"type": "Oracle", "vocab": {"a": 1}}"#, "the model “Oracle” is unknown"),
    ("model", #"{"type": "WordPiece"}"#, "no vocabulary"),
    ("model", #"{"type": "WordPiece", "vocab": {"a": 1}}"#, "unknown words"),
    ("model", #"{"type": "BPE", "vocab": {"a": 1}, "merges": ["a b"]}"#, "joins pieces that it does not have"),
    ("model", #"{"type": "Unigram", "vocab": [["a", "b"]]}"#, "a piece without a score"),
    ("model", #"{"type": "Unigram", "vocab": [["a", -1.5]], "unk_id": 7}"#, "no piece for unknown letters"),
  ])
  func whatIsNotUnderstoodIsRefused(part: String, value: String, reason: String) throws {
    let value = try JSONSerialization.jsonObject(with: Data(value.utf8))
    let error = #expect(throws: TokenizerError.self) { try Self.tokenizer("wordpiece", [part: value]) }
    #expect(error?.description.contains(reason) == true)
  }

  @Test(arguments: ["", "[]", "{}", "no JSON"]) func otherFilesAreRefused(text: String) {
    #expect(throws: TokenizerError.self) { try TextTokenizer(json: Data(text.utf8)) }
  }
}
