import Testing
import Timeline
import Transcript
import Vocabulary

/// Sizes at which anything that is not linear would take hours.
@Suite struct HugeTextTests {
  private static let size = 1 << 20
  private static let nothing = TimeRange(start: .zero, end: .zero)

  private static func repeated(_ text: String) -> String { String(repeating: text, count: size / text.utf8.count) }

  private func found(_ text: String, _ lines: String, language: LanguageTag = "en") throws -> Int {
    let list = try VocabularyList(text: Array(lines.utf8), name: "mild", language: language)
    let words = ["oh", text, "mild"].map { Word($0, range: Self.nothing, confidence: 1) }
    return VocabularyMatcher([list]).matches(in: words, language: language).count
  }

  @Test(arguments: [
    "ab", "aaabbb", "aaa", "4bc", "a1", "a*", "m!1d", "a-", "a--", "a.", "a'", "a/", "a,b$", "1", "$", "e\u{301}",
    "\u{301}",
    "\u{200B}", "\u{34F}", "あ", "あa", "ー", "🖕", "ﾊﾞ", "각",
  ])
  func aWordOfAMegabyte(part: String) throws {
    #expect(try found(Self.repeated(part), "mild\n*axyz*\nだれか") == 1)
  }

  @Test func longWordsAreFoundAsTheyStand() throws {
    let long = String(repeating: "ab", count: 100)
    #expect(try found(long, long) == 1)
    // Signs in more letters than a line may have are not read as others.
    #expect(try found(String(repeating: "ab", count: 150) + "m1ld", "*mild*") == 1)
    #expect(try found(String(repeating: "ab", count: 150) + "mild", "*mild*") == 2)
  }

  @Test func aHundredThousandPhrases() throws {
    let syllables = "ba be bi bo bu da de di do du fa fe fi fo fu ga ge gi go gu ka ke ki ko ku".split(separator: " ")
    let lines = (0..<100_000).map { index in
      let word = [index, index / 25, index / 625, index / 15_625].map { syllables[$0 % 25] }.joined()
      return index.isMultiple(of: 2) ? word : "\(word) mild"
    }
    let words = (0..<2_000).map { index in
      Word(index.isMultiple(of: 2) ? "b**a\(syllables[index % 25])**" : "mild", range: Self.nothing, confidence: 1)
    }
    let list = try VocabularyList(text: Array(lines.joined(separator: "\n").utf8), name: "mild", language: "en")
    #expect(list.entries.count == 100_000)
    let matcher = VocabularyMatcher([list])
    #expect(matcher.matches(in: words, language: "en").count >= 0)
    #expect(matcher.matches(in: [Word("babababa", range: Self.nothing, confidence: 1)], language: "en").count == 1)
  }

  /// Each pattern of an automaton ends where many shorter ones end.
  @Test func patternsWithinPatterns() throws {
    let endings = (1...100).map { "*" + String(repeating: "a", count: $0 + 2) + "*" }
    let words = (0..<20_000).map { "x\($0)" + String(repeating: "a", count: 60) + "*" }
    #expect(try found(String(repeating: "a", count: 300), (endings + words + ["mild"]).joined(separator: "\n")) == 2)
  }

  @Test func searchingCanBeStopped() throws {
    let list = try VocabularyList(text: Array("mild".utf8), name: "mild", language: "en")
    var segments = 0
    #expect(throws: CancellationError.self) {
      try VocabularyMatcher([list]).matches(in: Speech.transcript(["a", "b", "c"])) { _, _ in
        0
      } checkpoint: {
        segments += 1
        if segments == 2 { throw CancellationError() }
      }
    }
  }
}
