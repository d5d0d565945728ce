import Moderation
import PluginKit
import Synchronization
import Transcript
import Vocabulary

/// Judges utterances in languages that no head knows by the lists of words for them.
///
/// A list says that a word is there, and nothing of how it is meant: no score for what is no matter of words (threats,
/// harassment), and none for the whole.
final class ToxicityLists: Sendable {
  /// What an utterance in one language is judged by.
  private struct Compiled: Sendable {
    /// Nil where there is no list.
    var matcher: VocabularyMatcher?
    /// The languages of the lists, and the categories that those for each can tell.
    var languages: [(language: LanguageTag, categories: Set<ToxicityCategory>)]
  }

  private typealias Text = (name: String, bytes: Result<[UInt8], any Error>)

  /// The lists as they were when somebody first asked: results are kept under the digests of what was in them.
  private struct Taken: Sendable {
    var digests: [String: String]
    var texts: [Text]
    var compiled: Compiled?
  }

  private let lists: [String]
  private let store: VocabularyStore
  /// The primary subtag of the language that the head judges.
  private let headLanguage: String
  private let taken = Mutex<Taken?>(nil)

  init(_ lists: [String], store: VocabularyStore, headLanguage: String) {
    (self.lists, self.store, self.headLanguage) = (lists, store, headLanguage)
  }

  /// What each list holds, in short.
  var digests: [String: String] { taken.withLock { take(&$0).digests } }

  /// Whether the files hold what they did.
  var areCurrent: Bool {
    guard let known = taken.withLock({ $0?.digests }) else { return true }
    return Self.digests(of: read()) == known
  }

  /// What cannot be used of the settings, with the files as they are now.
  var problems: [ConfigurationError] {
    lists.enumerated().flatMap { index, family in
      store.names(of: [family]).compactMap { name in
        do {
          _ = try store.list(named: name)
          return nil
        } catch {
          return ConfigurationError(
            "/lists/\(index)", "\(error)".split(separator: "\n").joined(separator: "; "))
        }
      }
    }
  }

  private func take(_ taken: inout Taken?) -> Taken {
    if let taken { return taken }
    let texts = read()
    let new = Taken(digests: Self.digests(of: texts), texts: texts)
    taken = new
    return new
  }

  private func read() -> [Text] {
    store.names(of: lists).map { name in (name, Result { try store.text(named: name) }) }
  }

  private static func digests(of texts: [Text]) -> [String: String] {
    Dictionary(texts.map { ("list \($0.name)", VocabularyStore.digest(of: try? $0.bytes.get())) }) { first, _ in first }
  }

  /// The utterances in a language for which there is a list, in order: for each category that a list for it has the score of
  /// the worst word, 0 where there is none.
  ///
  /// - Throws: `EnvironmentError` for a list that cannot be used, `CancellationError`.
  func judge(_ transcript: Transcript, source: String) throws -> [UtteranceScores] {
    let lists = try current()
    guard let matcher = lists.matcher else { return [] }
    let utterances = transcript.utterances
    var judged: [UtteranceScores] = []
    for utterance in utterances {
      let language = transcript.segments[utterance.segment].language
      let categories = self.categories(for: language, lists)
      guard !categories.isEmpty else { continue }
      judged.append(
        UtteranceScores(
          source: "\(source) \(language.primary)-lists", range: utterance.range, words: utterance.words,
          scores: Dictionary(uniqueKeysWithValues: categories.map { ($0.rawValue, 0) })))
    }
    guard !judged.isEmpty else { return [] }
    let matches = try matcher.matches(in: transcript, strictness: { _, _ in 0 }, checkpoint: Task.checkCancellation)
    for match in matches {
      guard let category = ToxicityCategory(listed: match.entry.category) else { continue }
      for number in Self.numbers(of: match.words, judged) {
        guard let known = judged[number].scores[category.rawValue] else { continue }
        judged[number].scores[category.rawValue] = max(known, match.entry.toxicityScore)
      }
    }
    return judged
  }

  /// Which of `judged` share a word with `words`.
  private static func numbers(of words: Range<Int>, _ judged: [UtteranceScores]) -> Range<Int> {
    func first(_ isBehind: (Range<Int>) -> Bool) -> Int {
      var (low, high) = (0, judged.count)
      while low < high {
        let middle = (low + high) / 2
        if isBehind(judged[middle].words) { high = middle } else { low = middle + 1 }
      }
      return low
    }
    let start = first { $0.upperBound > words.lowerBound }
    return start..<max(start, first { $0.lowerBound >= words.upperBound })
  }

  private func categories(for language: LanguageTag, _ lists: Compiled) -> Set<ToxicityCategory> {
    guard !language.isUndetermined, language.primary != headLanguage else { return [] }
    return lists.languages.reduce(into: []) { categories, list in
      if list.language.isUndetermined || list.language.matches(language) { categories.formUnion(list.categories) }
    }
  }

  private func current() throws -> Compiled {
    try taken.withLock { taken in
      var now = take(&taken)
      if let compiled = now.compiled { return compiled }
      let compiled = try Self.compiled(now.texts, headLanguage)
      (now.compiled, now.texts) = (compiled, [])
      taken = now
      return compiled
    }
  }

  private static func compiled(_ texts: [Text], _ headLanguage: String) throws -> Compiled {
    let lists: [VocabularyList]
    do { lists = try texts.map { try VocabularyList(text: $0.bytes.get(), name: $0.name) } } catch {
      throw EnvironmentError("a vocabulary cannot be used: \(error)")
    }
    // The head reads those words with their sentence.
    let others = lists.filter { $0.language.primary != headLanguage }
    var options = VocabularyMatchingOptions()
    // Several words may be meant, of several kinds.
    options.censoredForms = false
    return Compiled(
      matcher: others.isEmpty ? nil : VocabularyMatcher(others, options: options),
      languages: others.map { ($0.language, Set($0.categories.compactMap { ToxicityCategory(listed: $0) })) })
  }
}

extension ToxicityCategory {
  /// That of a category of a list: those of the lists that come with the program, and its own names.
  init?(listed category: String?) {
    switch category {
    case "hate": self = .hateSpeech
    case let name?: self.init(rawValue: name)
    case nil: return nil
    }
    // A judgement of the whole is no word's.
    if self == .toxicity { return nil }
  }
}

extension VocabularyEntry {
  /// Of an utterance in which it is said: half for being there, the rest by its severity, which is the most where the list
  /// does not say.
  var toxicityScore: Double { 0.5 + (severity ?? 1) / 2 }
}
