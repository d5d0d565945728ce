import Foundation
import Logging
import Masking
import Moderation
import PluginKit
import SystemPackage
import TestSupport
import Testing
import Timeline
import Transcript
import Vocabulary
import VocabularyFilter

@Suite struct VocabularyFilterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func filter(_ change: (inout VocabularyAnnotatorConfiguration) -> Void) throws -> VocabularyAnnotator {
    var configuration = VocabularyAnnotatorConfiguration()
    configuration.lists = []
    change(&configuration)
    return try VocabularyAnnotator(configuration: configuration, store: VocabularyStore(directory: folder.path))
  }

  private func transcript(_ text: String, language: LanguageTag = "en") -> Transcript {
    let words = text.split(separator: " ").enumerated().map { index, word in
      let start = MediaTime(milliseconds: Int64(index) * 500)
      return Word(
        String(word), hasSpaceBefore: index > 0,
        range: TimeRange(start: start, end: start + MediaTime(milliseconds: 400)),
        confidence: 0.9)
    }
    return Transcript(
      language: language, segments: [Segment(words: words, language: language)], duration: MediaTime(seconds: 60),
      provenance: Provenance(recognizer: "test 1.0.0", model: "none"))
  }

  private var context: PluginContext {
    PluginContext(
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, temporaryDirectory: folder.path,
      modelDirectory: folder.path)
  }

  private func findings(_ filter: VocabularyAnnotator, _ text: String, language: LanguageTag = "en") async throws
    -> [Finding]
  {
    try await filter.annotate(transcript(text, language: language), audio: nil, in: context).findings
  }

  @Test func findingsSayWhereAndWhy() async throws {
    let found = try await findings(
      filter { $0.words = ["heck [category=insult severity=0.7]", "odd"] }, "oh h3ck that is odd")
    #expect(
      found == [
        Finding(
          category: "insult", range: TimeRange(start: MediaTime(milliseconds: 500), end: MediaTime(milliseconds: 900)),
          score: 0.8, source: "org.surtitle.vocabulary 1.0.0", words: 1..<2, severity: .high, rule: "words:1",
          treatment: .mask),
        Finding(
          category: "vocabulary",
          range: TimeRange(start: MediaTime(milliseconds: 2_000), end: MediaTime(milliseconds: 2_400)), score: 1,
          source: "org.surtitle.vocabulary 1.0.0", words: 4..<5, rule: "words:2", treatment: .mask),
      ])
  }

  @Test func speechForWhichThereIsNoListIsTold() async throws {
    try folder.write("# language: en\na1\n", to: "mine.txt")
    let filter = try filter { $0.lists = ["mine"] }
    func unjudged(_ language: LanguageTag) async throws -> [Unjudged] {
      try await filter.annotate(transcript("a1 b1", language: language), audio: nil, in: context).unjudged
    }
    #expect(try await unjudged("ko") == [Unjudged(source: "org.surtitle.vocabulary", language: "ko", utterances: 1)])
    #expect(try await unjudged("en-GB").isEmpty)
    #expect(try await unjudged("und").isEmpty)
  }

  @Test func theNearestWordOnTheMethodCounts() async throws {
    try folder.write("# language: en\na1\nb1 => bb\nc1 [method=tag]\nd1 [category=mild]\n", to: "mine.txt")
    try folder.write("# language: en\ne1\n", to: "other.txt")
    let filter = try filter {
      $0.lists = ["mine", "other"]
      $0.words = ["f1", "g1 => gg [method=replace]"]
      $0.method = "replace"
      $0.replacement = "xx"
      $0.listMethods = ["mine": "remove"]
      $0.categoryMethods = ["mild": "report"]
    }
    let treatments = try await findings(filter, "a1 b1 c1 d1 e1 f1 g1").map(\.treatment)
    #expect(
      treatments == [
        .remove, .replace(with: "bb"), .tag, nil, .replace(with: "xx"), .replace(with: "xx"), .replace(with: "gg"),
      ])
  }

  /// Nothing would be masked, and nobody would know.
  @Test(arguments: ["categories", "categoryMethods", "listMethods"])
  func whatNoListHasIsTold(setting: String) async throws {
    try folder.write("# language: en\na1 [category=mild]\n", to: "mine.txt")
    let filter = try filter {
      $0.lists = ["mine"]
      switch setting {
      case "categories": $0.categories = ["mid"]
      case "categoryMethods": $0.categoryMethods = ["mid": "remove"]
      default: $0.listMethods = ["mien": "remove"]
      }
    }
    let error = await #expect(throws: ConfigurationError.self) { try await findings(filter, "a1") }
    #expect(error?.pointer == "/\(setting)")
  }

  @Test func familiesFollowTheLanguage() async throws {
    let filter = try filter { $0.lists = ["profanity"] }
    let french = try #require(
      BundledVocabularies.list(named: "profanity.fr")?.entries.first { !$0.phrase.contains(" ") })
    #expect(try await findings(filter, french.phrase, language: "fr").map(\.rule) == ["profanity.fr:\(french.line)"])
    #expect(filter.resultSettings.count == 9)
    // A method for the family is one for each.
    let removing = try self.filter {
      $0.lists = ["profanity"]
      $0.listMethods = ["profanity": "remove"]
    }
    #expect(try await findings(removing, french.phrase, language: "fr").map(\.treatment) == [.remove])
  }

  @Test func severityAndCategoryChoose() async throws {
    let lines = "a1 [category=x severity=0.2]\nb1 [category=y severity=0.8]\nc1 [category=x severity=0.9]\n"
    try folder.write("# language: en\n" + lines, to: "mine.txt")
    let filter = try filter {
      $0.lists = ["mine"]
      $0.categories = ["x"]
      $0.minimumSeverity = 0.5
    }
    #expect(try await findings(filter, "a1 b1 c1").map(\.words) == [2..<3])
  }

  @Test func otherWordsInAListMakeResultsStale() async throws {
    try folder.write("# language: en\na1\n", to: "mine.txt")
    let filter = try filter { $0.lists = ["mine"] }
    let before = filter.resultSettings
    // Results are kept under the digests: what is found with them stays the same.
    try folder.write("# language: en\na1\nb1\n", to: "mine.txt")
    #expect(filter.resultSettings == before && !filter.isCurrent)
    #expect(try await findings(filter, "a1 b1").count == 1)
    let next = try self.filter { $0.lists = ["mine"] }
    #expect(next.isCurrent && next.resultSettings != before && next.isCurrent)
    #expect(try await findings(next, "a1 b1").count == 2)
    try folder.write("# language: en\na1\n", to: "mine.txt")
    #expect(filter.isCurrent && !next.isCurrent)
  }

  @Test func listsThatComeToAFamilyOrGoAreNoticed() throws {
    try folder.write("# language: en\na1\n", to: "mine.en.txt")
    let filter = try filter { $0.lists = ["mine"] }
    #expect(filter.resultSettings.count == 1 && filter.isCurrent)
    try folder.write("# language: de\na1\n", to: "mine.de.txt")
    #expect(!filter.isCurrent)
    let both = try self.filter { $0.lists = ["mine"] }
    #expect(both.resultSettings.count == 2)
    for name in ["mine.de.txt", "mine.en.txt"] {
      try FileManager.default.removeItem(atPath: folder.path.appending(name).string)
    }
    #expect(!both.isCurrent)
  }

  @Test func problemsHaveTheirPlace() throws {
    try folder.write("a*b\n", to: "broken.txt")
    try folder.write("# language: en\na1 [category=mild]\n", to: "mine.txt")
    func problems(_ change: (inout VocabularyAnnotatorConfiguration) -> Void) throws -> [String] {
      try filter(change).problems.map(\.pointer)
    }
    #expect(try problems { $0.lists = ["mine", "profanity"] }.isEmpty)
    #expect(try problems { $0.lists = ["mine", "nothing", "broken"] } == ["/lists/1", "/lists/2"])
    #expect(
      try problems {
        $0.lists = ["mine"]
        $0.categories = ["mid"]
      } == ["/categories"])
    #expect(try problems { $0.words = ["a1"] }.isEmpty)
  }

  @Test func listsThatCannotBeUsedEndTheRun() async throws {
    try folder.write("a*b\n", to: "broken.txt")
    for name in ["broken", "nothing"] {
      let filter = try filter { $0.lists = [name] }
      await #expect(throws: EnvironmentError.self) { try await findings(filter, "a1") }
    }
  }

  @Test func wrongSettingsHaveTheirPlace() throws {
    func place(_ change: (inout VocabularyAnnotatorConfiguration) -> Void) -> String? {
      do {
        _ = try filter(change)
        return nil
      } catch {
        return (error as? ConfigurationError)?.pointer
      }
    }
    #expect(place { _ in } == "/lists")
    #expect(place { $0.lists = ["a", "b c"] } == "/lists/1")
    #expect(place { $0.words = ["ok", "a*b"] } == "/words/1")
    let lists: (inout VocabularyAnnotatorConfiguration) -> Void = { $0.lists = ["a"] }
    #expect(
      place {
        lists(&$0); $0.method = "burn"
      } == "/method")
    #expect(
      place {
        lists(&$0); $0.listMethods = ["a": "burn"]
      } == "/listMethods/a")
    #expect(
      place {
        lists(&$0); $0.categoryMethods = ["a": "burn"]
      } == "/categoryMethods/a")
    #expect(
      place {
        lists(&$0); $0.minimumSeverity = 7
      } == "/minimumSeverity")
    #expect(place(lists) == nil)
  }

  /// What is masked is not found again, with the lists that come with the program.
  @Test func nothingIsLeftToMask() async throws {
    let lists = BundledVocabularies.names.compactMap { BundledVocabularies.list(named: $0) }
    let filter = try filter { $0.lists = ["profanity"] }
    let masking = try Masking(configuration: MaskingConfiguration())
    for list in lists {
      let phrases = list.entries.filter { !$0.isException }.map(\.phrase)
      let speech = transcript(phrases.map { "so \($0), then" }.joined(separator: " "), language: list.language)
      let found = try await filter.annotate(speech, audio: nil, in: context)
      // Every word of every entry, by line: what they are is not printed.
      let hidden = Set(found.findings.flatMap { $0.words ?? 0..<0 })
      var first = 0
      for entry in list.entries where !entry.isException {
        let count = entry.phrase.split(separator: " ").count
        #expect(hidden.isSuperset(of: first + 1..<first + 1 + count), "\(list.name), line \(entry.line)")
        first += count + 2
      }
      #expect(first == speech.words.count)
      let masked = try await masking.apply(found, to: speech, in: context)
      let left = try await filter.annotate(masked, audio: nil, in: context).findings
      #expect(left.isEmpty, "\(list.name): \(left.count)")
    }
  }
}
