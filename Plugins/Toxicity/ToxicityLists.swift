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
    var digests: [String: String]
    /// Nil where there is no list.
    var matcher: VocabularyMatcher?
    /// The languages of the lists, and the categories that those for each can tell.
    var languages: [(language: LanguageTag, categories: Set<ToxicityCategory>)]
  }

  private let lists: [String]
  private let store: VocabularyStore
  /// The primary subtag of the language that the head judges.
  private let headLanguage: String
  private let compiled = Mutex<Compiled?>(nil)

  init(_ lists: [String], store: VocabularyStore, headLanguage: String) {
    (self.lists, self.store, self.headLanguage) = (lists, store, headLanguage)
  }

  /// What each list holds, in short.
  var digests: [String: String] {
    Dictionary(uniqueKeysWithValues: store.names(of: lists).map { ("list \($0)", store.digest(ofListNamed: $0)) })
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
    let digests = digests
    if let known = compiled.withLock({ $0 }), known.digests == digests { return known }
    let lists: [VocabularyList]
    do { lists = try store.names(of: self.lists).map { try store.list(named: $0) } } catch {
      throw EnvironmentError("a vocabulary cannot be used: \(error)")
    }
    // The head reads those words with their sentence.
    let others = lists.filter { $0.language.primary != headLanguage }
    var options = VocabularyMatchingOptions()
    // Several words may be meant, of several kinds.
    options.censoredForms = false
    let new = Compiled(
      digests: digests, matcher: others.isEmpty ? nil : VocabularyMatcher(others, options: options),
      languages: others.map { ($0.language, Set($0.categories.compactMap { ToxicityCategory(listed: $0) })) })
    compiled.withLock { $0 = new }
    return new
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
