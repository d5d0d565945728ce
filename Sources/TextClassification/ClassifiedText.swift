/// Words of a text, what the lexicon has of them, and what the lists say of them.
struct ClassifiedText {
  let words: [ClassifiedWord]
  let hits: [LexiconHit]
  /// Of each word, by the lists of words.
  let cues: [Cues]
  /// By the lists of phrases.
  let phrases: [(words: Range<Int>, cues: Cues)]
  /// Quotation marks.
  let quoteCount: Int
  let hasQuestion: Bool

  /// - Parameter known: what was looked up before.
  init(_ text: String, lexicon: Lexicon, known: inout [ClassifiedWord: Lexicon.WordEntry?]) {
    let folded = lexicon.folded(Scalars(text).withTagsSplit.cleaned)
    quoteCount = folded.count { $0 == "\"" }
    hasQuestion = folded.contains("?")
    words = Self.words(of: folded, lexicon)
    hits = lexicon.hits(in: words, &known)
    cues = words.map { lexicon.cues(of: $0.plain) }
    phrases = Self.phrases(of: words, lexicon)
  }

  /// Indices of words in one of the lists.
  func positions(_ cue: Cues) -> [Int] { cues.indices.filter { !cues[$0].isDisjoint(with: cue) } }

  func phrases(_ cue: Cues) -> [Range<Int>] { phrases.filter { !$0.cues.isDisjoint(with: cue) }.map(\.words) }

  func has(_ cue: Cues) -> Bool { !positions(cue).isEmpty || !phrases(cue).isEmpty }

  private static func words(of folded: Scalars, _ lexicon: Lexicon) -> [ClassifiedWord] {
    var words: [ClassifiedWord] = []
    var isQuoted = false
    for chunk in folded.chunks where !chunk.isAddress {
      if chunk.isMention {
        // A name, unless its letters make it a word that somebody hides.
        let word = ClassifiedWord(chunk.filter(ClassifiedWord.isPart), isQuoted: isQuoted)
        if let word, lexicon.entries[word.leet] != nil { words.append(word) }
        continue
      }
      var token: Scalars = []
      for scalar in chunk + [" "] {
        if ClassifiedWord.isPart(scalar) {
          token.append(scalar)
          continue
        }
        if !token.isEmpty, let word = ClassifiedWord(token, isQuoted: isQuoted) { words.append(word) }
        token.removeAll(keepingCapacity: true)
        if scalar == "\"" { isQuoted.toggle() }
      }
    }
    // A quotation mark without its other says nothing.
    if isQuoted {
      for index in words.indices { words[index].isQuoted = false }
    }
    return words
  }

  private static func phrases(of words: [ClassifiedWord], _ lexicon: Lexicon) -> [(words: Range<Int>, cues: Cues)] {
    words.indices.filter { lexicon.phraseCueStarts.contains(words[$0].plain) }.flatMap { first in
      (1...min(Lexicon.longestPhrase, words.count - first)).compactMap { count in
        let range = first..<first + count
        return lexicon.phraseCues[words[range].map(\.plain).joined(separator: " ")].map { (range, $0) }
      }
    }
  }
}
