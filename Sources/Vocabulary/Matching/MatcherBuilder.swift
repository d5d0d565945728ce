internal import Transcript

/// Puts together what a matcher looks for.
struct MatcherBuilder {
  /// A word with `*`.
  struct Wildcard: Sendable {
    var letters: [UInt32]
    var term: Int32
    var anyBeginning: Bool
    var anyEnding: Bool
  }

  /// What two entries may share.
  private struct Term: Hashable {
    var letters: [UInt32]
    /// Whose endings count; empty for none.
    var language: String
    var anyBeginning = false
    var anyEnding = false
  }

  private let options: VocabularyMatchingOptions
  private(set) var sources: [VocabularyMatcher.Source] = []
  private(set) var items: [VocabularyMatcher.Item] = []
  private(set) var forms: [[UInt32]: [Int32]] = [:]
  private(set) var phrases = PhraseTrie()
  private(set) var wildcards: [Wildcard] = []
  private(set) var unspaced: [(letters: [UInt32], item: Int32)] = []
  private var terms: [Term: Int32] = [:]

  init(options: VocabularyMatchingOptions) { self.options = options }

  mutating func add(_ list: VocabularyList) {
    // A list for any language meets speech with and without letters of its own.
    var foldings =
      list.language.isUndetermined
      ? [TextFolding(ownLetters: OwnLetters.letters(of: list.language)), TextFolding(ownLetters: OwnLetters.all)]
      : [TextFolding(ownLetters: OwnLetters.letters(of: list.language))]
    for entry in list.entries {
      let item = Int32(items.count)
      items.append(.init(entry: entry, list: sources.count))
      var known: [[UInt32]] = []
      for index in foldings.indices {
        // A phrase that is none was told of when the list was read.
        guard let words = try? PhraseWords(entry.phrase, folding: &foldings[index]), !known.contains(words.key) else {
          continue
        }
        known.append(words.key)
        add(words, entry, item, list.language)
      }
    }
    sources.append(.init(name: list.name, language: list.language))
  }

  private mutating func add(
    _ words: PhraseWords, _ entry: VocabularyEntry, _ item: Int32, _ language: LanguageTag
  ) {
    if let letters = words.unspaced {
      unspaced.append((letters, item))
      return
    }
    let inflects = options.inflections && !entry.isExact
    phrases.insert(words.parts.map { term($0, language, inflects: inflects) }, entry: item)
    // “bull shit” is “bullshit”; what hyphens join is one word without them too.
    let parts = words.parts
    let isCompound = parts.count > 1 && parts.dropFirst().allSatisfy(\.isJoined)
    let isPair = options.splitWords && parts.count == 2 && parts.allSatisfy { $0.letters.count >= 3 }
    if !entry.isExact, isCompound || isPair, !parts.contains(where: { $0.anyBeginning || $0.anyEnding }) {
      let whole = PhraseWords.Part(letters: parts.flatMap(\.letters))
      phrases.insert([term(whole, language, inflects: inflects)], entry: item)
    }
  }

  /// The number of a word, which is given out at its first use.
  private mutating func term(_ part: PhraseWords.Part, _ language: LanguageTag, inflects: Bool) -> Int32 {
    let isWild = part.anyBeginning || part.anyEnding
    let key = Term(
      letters: part.letters, language: inflects && !isWild ? language.primary : "", anyBeginning: part.anyBeginning,
      anyEnding: part.anyEnding)
    if let known = terms[key] { return known }
    let term = Int32(terms.count)
    terms[key] = term
    if isWild {
      wildcards.append(
        Wildcard(
          letters: part.letters, term: term, anyBeginning: part.anyBeginning, anyEnding: part.anyEnding))
      return term
    }
    var spellings = [part.letters]
    if part.letters.contains(PhraseWords.apostrophe) {
      spellings.append(part.letters.filter { $0 != PhraseWords.apostrophe })
    }
    let spelt = part.letters.flatMap { OwnLetters.spelling(of: $0, in: language) ?? [$0] }
    if spelt != part.letters { spellings.append(spelt) }
    for spelling in spellings {
      add(spelling, term)
      if inflects { for form in Inflection.forms(of: spelling, in: language) { add(form, term) } }
    }
    return term
  }

  private mutating func add(_ form: [UInt32], _ term: Int32) {
    if forms[form]?.contains(term) != true { forms[form, default: []].append(term) }
  }
}
