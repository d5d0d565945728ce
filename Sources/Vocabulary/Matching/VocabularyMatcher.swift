internal import Timeline
package import Transcript

/// Finds the words and phrases of lists in transcripts.
///
/// Every form that counts is in a hash table, so that a word costs a look or two, however long the lists are; phrases are
/// a trie over words, and entries with `*` and of scripts without spaces go through an automaton of Aho and Corasick.
/// Built once; searching changes nothing in it.
package struct VocabularyMatcher: Sendable {
  /// An entry, and the list that it is of.
  struct Item: Sendable {
    var entry: VocabularyEntry
    var list: Int
  }

  /// A list without its entries.
  struct Source: Sendable {
    var name: String
    var language: LanguageTag
  }

  /// Letters, digits and signs of a word at most that is read in other ways than as it stands. Lines of lists have no more.
  static let longestDisguise = 256

  let options: VocabularyMatchingOptions
  let sources: [Source]
  let items: [Item]
  /// Of each item: the number of its list, and whether nothing but the plain words count for it.
  let lists: [Int]
  let isPlainOnly: [Bool]
  let isException: [Bool]
  let forms: FormTable
  let phrases: PhraseTrie
  /// Words with `*`, and what of a word each asks for.
  let wildcards: LetterAutomaton
  let wildcardTerms: [MatcherBuilder.Wildcard]
  /// Entries of scripts without spaces, and the item of each.
  let unspaced: LetterAutomaton
  let unspacedItems: [Int32]
  /// For speech whose language is not known.
  private let sourceLetters: Set<UInt32>

  package init(_ lists: [VocabularyList], options: VocabularyMatchingOptions = .init()) {
    var builder = MatcherBuilder(options: options)
    for list in lists { builder.add(list) }
    self.options = options
    sources = builder.sources
    items = builder.items
    self.lists = items.map(\.list)
    isPlainOnly = items.map { $0.entry.isExact || $0.entry.isException }
    isException = items.map(\.entry.isException)
    forms = FormTable(builder.forms)
    phrases = builder.phrases
    wildcards = LetterAutomaton(builder.wildcards.map(\.letters))
    wildcardTerms = builder.wildcards
    unspaced = LetterAutomaton(builder.unspaced.map(\.letters))
    unspacedItems = builder.unspaced.map(\.item)
    sourceLetters = OwnLetters.letters(of: lists.map(\.language))
  }

  /// How many forms of words are looked for.
  package var formCount: Int { forms.count }

  /// Where the words of a transcript are those of a list, in the order of time. Phrases may go on over the end of a segment,
  /// but not over that of a sentence.
  ///
  /// Of each list every word that an entry asks for is in a match, unless an exception shields it. What lies within a
  /// match is none itself, but for what is more severe, or treated more strictly.
  ///
  /// - Parameter strictness: of what becomes of the words of an entry of a list; more hides more.
  package func matches(
    in transcript: Transcript, strictness: (VocabularyEntry, String) -> Int = { _, _ in 0 }
  ) -> [VocabularyMatch] {
    matches(in: transcript, strictness: strictness, checkpoint: {})
  }

  /// The same, with a `checkpoint` at every segment; what it throws ends the search.
  package func matches(
    in transcript: Transcript, strictness: (VocabularyEntry, String) -> Int, checkpoint: () throws -> Void
  ) rethrows -> [VocabularyMatch] {
    let words = transcript.words
    var pass = MatchPass(self)
    var start = 0
    var end = 0
    for (index, segment) in transcript.segments.enumerated() {
      try checkpoint()
      end += segment.words.count
      if index + 1 < transcript.segments.count, segment.isContinued(by: transcript.segments[index + 1]) { continue }
      pass.search(words[start..<end], language: segment.language)
      start = end
    }
    return pass.matches(strictness: strictness)
  }

  /// The same for words in one language; indices are those of `words`.
  package func matches(in words: [Word], language: LanguageTag) -> [VocabularyMatch] {
    var pass = MatchPass(self)
    pass.search(words[...], language: language)
    return pass.matches { _, _ in 0 }
  }

  func folding(for language: LanguageTag) -> TextFolding {
    let isOpen = language.isUndetermined || options.otherLanguages
    return TextFolding(
      ownLetters: isOpen ? sourceLetters.union(OwnLetters.letters(of: language)) : OwnLetters.letters(of: language))
  }

  /// Whether any list counts for speech in `language`.
  package func knows(_ language: LanguageTag) -> Bool { countingLists(in: language).contains(true) }

  /// Of each list, whether it counts for speech in `language`.
  func countingLists(in language: LanguageTag) -> [Bool] {
    sources.map { source in
      options.otherLanguages || source.language.isUndetermined || language.isUndetermined
        || source.language.matches(language)
    }
  }
}

extension Segment {
  /// Whether a phrase may go on in `next`: what a recogniser cuts apart is not always the end of a sentence.
  fileprivate func isContinued(by next: Segment) -> Bool {
    guard language == next.language, let last = words.last, let first = next.words.first else { return false }
    let ending = last.text.last { !$0.isWhitespace && !"\"'”’»)".contains($0) }
    return (first.start - last.end).seconds < 2 && !".?!。？！…".contains(ending ?? ".")
  }
}
