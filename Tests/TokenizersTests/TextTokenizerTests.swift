import Foundation
import TestSupport
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
    if changes.isEmpty {
      // As it stands: `JSONSerialization` takes pieces that look the same for one.
      let text = String(decoding: try fixture(name), as: UTF8.self)
      let (start, end) = (text.firstRange(of: "\"tokenizer\": "), text.firstRange(of: ",\n \"cases\": "))
      return try TextTokenizer(json: Data(text[try #require(start).upperBound..<#require(end).lowerBound].utf8))
    }
    let file = try JSONSerialization.jsonObject(with: fixture(name)) as? [String: Any]
    let tokenizer = try #require(file?["tokenizer"] as? [String: Any]).merging(changes) { $1 }
    return try TextTokenizer(json: JSONSerialization.data(withJSONObject: tokenizer))
  }

  @Test(arguments: ["wordpiece", "cased", "byte_level", "split_bytes", "llama", "unigram", "added"])
  func idsAreThoseOfTheLibrary(name: String) throws {
    let tokenizer = try Self.tokenizer(name)
    let cases = try JSONDecoder().decode(Cases.self, from: Self.fixture(name)).cases
    #expect(cases.count == 20)
    for expected in cases {
      #expect(tokenizer.ids(of: expected.text, limit: 10_000) == expected.ids, "\(expected.text)")
    }
  }

  /// A word of a megabyte, of letters that join and of those that do not.
  @Test(arguments: ["wordpiece", "cased", "byte_level", "split_bytes", "llama", "unigram", "added"])
  func wordsHaveNoBound(name: String) throws {
    for changes in [[:], ["max_input_chars_per_word": 1 << 30]] as [[String: Any]] {
      let file = try JSONSerialization.jsonObject(with: Self.fixture(name)) as? [String: Any]
      let model = try #require((file?["tokenizer"] as? [String: Any])?["model"] as? [String: Any])
      let tokenizer = try Self.tokenizer(name, ["model": model.merging(changes) { $1 }])
      for part in ["the", "e\u{301}"] {
        let word = String(repeating: part, count: (1 << 20) / part.utf8.count)
        #expect(tokenizer.ids(of: word, limit: 1 << 22).count > 2)
      }
    }
  }

  /// Both are joined where the heap and the rule of the leftmost least rank agree: every pair in turn.
  @Test func pairsAreJoinedInTheirOrder() throws {
    let vocabulary = ["a", "b", "c", "ab", "bc", "abc", "aa", "aab", "cc"]
    let merges = ["b c", "a a", "a b", "aa b", "ab c", "a bc", "c c"]
    let model: [String: Any] = [
      "type": "BPE", "merges": merges, "vocab": Dictionary(uniqueKeysWithValues: zip(vocabulary, 0...)),
    ]
    let tokenizer = try TextTokenizer(json: JSONSerialization.data(withJSONObject: ["model": model]))
    var ranks: [[String]: Int] = [:]
    for (rank, merge) in merges.enumerated() { ranks[merge.split(separator: " ").map(String.init)] = rank }
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<500 {
      var symbols = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        ["a", "b", "c"].randomElement(using: &generator) ?? "a"
      }
      let word = symbols.joined()
      while let place = symbols.indices.dropLast().filter({ ranks[[symbols[$0], symbols[$0 + 1]]] != nil }).min(by: {
        (ranks[[symbols[$0], symbols[$0 + 1]]] ?? 0, $0) < (ranks[[symbols[$1], symbols[$1 + 1]]] ?? 0, $1)
      }) {
        symbols[place] += symbols.remove(at: place + 1)
      }
      #expect(tokenizer.ids(of: word, limit: 100) == symbols.map { vocabulary.firstIndex(of: $0) ?? -1 }, "\(word)")
    }
  }

  @Test func piecesThatLookTheSameAreTwo() throws {
    let file = #"{"model": {"type": "WordPiece", "vocab": {"[UNK]": 0, "\u00e9": 1, "e\u0301": 2, "\ud83d\ude00": 3}}}"#
    let tokenizer = try TextTokenizer(json: Data(file.utf8))
    #expect(tokenizer.ids(of: "\u{E9}", limit: 9) == [1])
    #expect(tokenizer.ids(of: "e\u{301}", limit: 9) == [2])
    #expect(tokenizer.ids(of: "😀", limit: 9) == [3])
    let pairs =
      #"{"model": {"type": "BPE", "vocab": {"e": 1, "\u0301": 2, "e\u0301": 3, "\u00e9": 4}, "merges": ["e \u0301"]}}"#
    #expect(try TextTokenizer(json: Data(pairs.utf8)).ids(of: "e\u{301}\u{E9}", limit: 9) == [3, 4])
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
    ("model", #"{"type": "WordPiece", "vocab": {"[UNK]": -1}}"#, "a piece without a number"),
    ("added_tokens", #"[{"content": "x"}]"#, "no text or no number"),
  ])
  func whatIsNotUnderstoodIsRefused(part: String, value: String, reason: String) throws {
    let value = try JSONSerialization.jsonObject(with: Data(value.utf8))
    let error = #expect(throws: TokenizerError.self) { try Self.tokenizer("wordpiece", [part: value]) }
    #expect(error?.description.contains(reason) == true)
  }

  @Test(arguments: [
    "", "[]", "{}", "no JSON", "{\"model\": {}} x", "{\"model\": {\"vocab\": {\"a\": 1}", "{\"a\": \"\\ud800\"}",
    "{\"a\": 1e999}",
    "{\"a\": \"\\u+123\"}", "{\"a\" 1}", "[1,]", String(repeating: "[", count: 100_000),
  ]) func otherFilesAreRefused(text: String) {
    #expect(throws: TokenizerError.self) { try TextTokenizer(json: Data(text.utf8)) }
  }
}
