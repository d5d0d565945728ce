import Foundation
import Testing
import Tokenizers

@Suite struct BertTokenizerTests {
  private let tokenizer: BertTokenizer

  /// With the vocabulary of the sentence encoder.
  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/CSentenceVocabulary/vocabulary.txt")
    tokenizer = try BertTokenizer(vocabulary: Data(contentsOf: file))
  }

  /// As Hugging Face's `tokenizers` numbers them with the tokenizer.json of all-MiniLM-L6-v2.
  @Test(
    arguments: [
      ("", []), ("Hello, world!", [7592, 1010, 2088, 999]), ("Don't stop.", [2123, 1005, 1056, 2644, 1012]),
      ("Crème brûlée à la carte", [13675, 21382, 7987, 9307, 2063, 1037, 2474, 11122, 2063]),
      ("İstanbul STRASSE ß", [9960, 2358, 8180, 3366, 1096]),
      ("東京タワー is tall", [1879, 1755, 1709, 30262, 30265, 2003, 4206]),
      ("naïve co-operation's", [15743, 2522, 1011, 3169, 1005, 1055]), ("👍🏽 great 🎉", [100, 2307, 100]),
      ("a\u{A0}b\tc\nd", [1037, 1038, 1039, 1040]),
      ("unaffable embeddings", [14477, 20961, 3468, 7861, 8270, 4667, 2015]),
      ("\u{200B}zero\u{FEFF}width", [5717, 9148, 11927, 2232]), ("e\u{301}te\u{301}", [3802, 2063]),
      ("$5 + 3% = ~8^2`", [1002, 1019, 1009, 1017, 1003, 1027, 1066, 1022, 1034, 1016, 1036]),
      (
        "한국어 텍스트",
        [1469, 30006, 30021, 29991, 30014, 30020, 29999, 30008, 1467, 30009, 30020, 29997, 30017, 30003, 30017]
      ),
      (
        "مرحبا بالعالم", [1295, 17149, 29820, 29816, 25573, 1271, 25573, 23673, 29830, 25573, 23673, 22192]
      ), ("नमस्ते दुनिया", [1327, 29867, 29874, 29859, 1325, 29863, 29877, 29868, 29876]), ("ﬁne ①", [1984, 2638, 100]),
    ] as [(String, [Int])])
  func `numbers are those of the reference`(text: String, ids: [Int]) {
    #expect(tokenizer.ids(of: text, limit: 128) == [101] + ids + [102])
  }

  @Test func `words over a hundred characters are unknown`() {
    #expect(tokenizer.ids(of: String(repeating: "x", count: 101), limit: 128) == [101, 100, 102])
    #expect(tokenizer.ids(of: String(repeating: "x", count: 100), limit: 128).count == 52)
  }

  @Test func `long texts are cut`() {
    let ids = tokenizer.ids(of: String(repeating: "word ", count: 500), limit: 128)
    #expect(ids.count == 128 && ids.first == 101 && ids.last == 102)
  }

  @Test func `a word of a megabyte is one`() {
    #expect(tokenizer.ids(of: String(repeating: "ab", count: 1 << 19), limit: 128) == [101, 100, 102])
  }

  @Test func `pieces that look the same are two`() throws {
    let vocabulary = "[UNK]\n[CLS]\n[SEP]\n\u{AC01}\n\u{1100}\u{1161}\u{11A8}"
    #expect(try BertTokenizer(vocabulary: Array(vocabulary.utf8)).ids(of: "\u{AC01}", limit: 9) == [1, 4, 2])
  }

  @Test func `a vocabulary lacks nothing`() {
    #expect(throws: TokenizerError.self) { try BertTokenizer(vocabulary: Array("[UNK]\n[CLS]\na".utf8)) }
  }
}
