import TestSupport
import Testing
import Timeline
import Transcript
import Vocabulary

/// What is told of phrases that share words.
@Suite struct MatchSelectionTests {
  private func matches(_ text: String, _ lines: [String], strictness: (VocabularyEntry) -> Int = { _ in 0 }) throws
    -> [VocabularyMatch]
  {
    let list = try VocabularyList(text: Array(lines.joined(separator: "\n").utf8), name: "mild", language: "en")
    return VocabularyMatcher([list]).matches(in: Speech.transcript([text])) { entry, _ in strictness(entry) }
  }

  @Test func whatOverlapsIsFoundAsAWhole() throws {
    #expect(try matches("a silly old grey goose", ["silly old", "old grey goose"]).map(\.words) == [1..<3, 2..<5])
    #expect(
      try matches("uno dos tres cua cin", ["uno dos", "dos tres cua", "cua cin"]).map(\.words) == [0..<2, 1..<4, 3..<5])
    #expect(try matches("uno dos tres", ["uno dos", "dos", "uno dos tres"]).map(\.words) == [0..<3])
  }

  @Test func whatLiesWithinAnotherIsToldWhereItIsWorse() throws {
    let lines = ["silly goose [severity=0.2]", "goose [severity=0.8]", "silly [severity=0.2]"]
    #expect(try matches("you silly goose", lines).map(\.entry.line) == [1, 2])
    // Without a severity it is the most severe.
    #expect(try matches("you silly goose", ["silly goose", "goose [severity=0.8]"]).map(\.entry.line) == [1])
    // A phrase that is only marked hides no word that is to be masked.
    let marked = ["silly goose [method=tag]", "goose"]
    #expect(try matches("you silly goose", marked).map(\.entry.line) == [1])
    let found = try matches("you silly goose", marked) { $0.method == .tag ? 1 : 2 }
    #expect(found.map(\.entry.line) == [1, 2])
  }

  @Test func ofTheSameWordsTheMostSevereIsTold() throws {
    #expect(try matches("h*ck", ["hick [severity=0.2]", "heck [severity=0.9]"]).map(\.entry.line) == [2])
    #expect(try matches("fools", ["fool [severity=0.9]", "fools [severity=0.2]"]).map(\.entry.line) == [1])
  }

  /// No word that an entry by itself finds is missed because of the others.
  @Test func allWordsOfAllEntriesAreFound() throws {
    var generator = SeededGenerator(seed: 31)
    let letters = ["ka", "lo", "mu", "ni", "pe"]
    for _ in 0..<300 {
      let lines = Set(
        (0..<8).map { _ in
          (0..<Int.random(in: 1...4, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? "ka" }
            .joined(separator: " ")
        }
      ).sorted().map { "\($0) [severity=\(["0.2", "0.5", "1"].randomElement(using: &generator) ?? "1")]" }
      let text = (0..<24).map { _ in letters.randomElement(using: &generator) ?? "ka" }.joined(separator: " ")
      let together = Set(try matches(text, lines).flatMap(\.words))
      let apart = try lines.reduce(into: Set<Int>()) { words, line in
        words.formUnion(try matches(text, [line]).flatMap(\.words))
      }
      #expect(together == apart)
    }
  }
}
