/// The ways to read a word.
extension MatchPass {
  /// Chunks as they are, in compounds, letter by letter, and split.
  mutating func readChunks() {
    for index in text.chunks.indices {
      let chunk = text.chunks[index]
      guard !chunk.letters.isEmpty else { continue }
      let before = edges.count
      look(text.letters[chunk.letters], index..<index + 1, .plain)
      if joint(index + 1) == .apostrophe, joint(index + 2) != .apostrophe {
        // “dog's”: the phrase goes on behind it.
        for number in before..<edges.count {
          var edge = edges[number]
          edge.end = index + 2
          edges.append(edge)
        }
      }
      if joint(index + 1)?.isWithinWord == true, index == 0 || !chunk.joint.isWithinWord { readCompound(index) }
      if matcher.options.spacedLetters { readLetters(index) }
      if matcher.options.splitWords { readSplit(index) }
    }
  }

  /// How a chunk is joined to the one before it; nil behind the last.
  private func joint(_ index: Int) -> ScannedText.Joint? { index < text.chunks.count ? text.chunks[index].joint : nil }

  /// `mother-in-law's` without hyphens, and without what an apostrophe adds.
  private mutating func readCompound(_ start: Int) {
    var end = start + 1
    while joint(end)?.isWithinWord == true, end - start < 16 { end += 1 }
    var letters = Array(text.letters[text.chunks[start].letters])
    var hasHyphen = false
    for index in start + 1..<end {
      if text.chunks[index].joint == .apostrophe {
        if index == end - 1, hasHyphen { look(letters[...], start..<end, .joined) }
        letters.append(PhraseWords.apostrophe)
      } else {
        hasHyphen = true
      }
      letters += text.letters[text.chunks[index].letters]
    }
    // “d-a-m-n” is a matter of letters.
    if !matcher.options.spacedLetters, letters.count == end - start { return }
    look(letters[...], start..<end, hasHyphen ? .joined : .plain)
  }

  /// `d a m n`, from its first letter on.
  private mutating func readLetters(_ start: Int) {
    guard isLetter(start), !isSpelt(start) else { return }
    var end = start + 1
    while end < text.chunks.count, isLetter(end), isSpelt(end), end - start < 32 { end += 1 }
    guard end - start >= 3 else { return }
    let letters = text.chunks[start..<end].map { text.letters[$0.letters.lowerBound] }
    // “I a m” or “a b a d”: words of one letter may stand beside them.
    let first = letters.count > 3 && Self.oneLetterWords.contains(letters[0]) ? 1 : 0
    let last = letters.count > 3 && Self.oneLetterWords.contains(letters[letters.count - 1]) ? 1 : 0
    for drop in Set([0, first]) {
      for cut in Set([0, last]) where letters.count - drop - cut >= 3 {
        look(letters[drop..<letters.count - cut], start + drop..<end - cut, .joined)
      }
    }
  }

  private func isLetter(_ index: Int) -> Bool {
    let letters = text.chunks[index].letters
    return letters.count == 1 && !(0x30...0x39 ~= text.letters[letters.lowerBound])
  }

  /// Whether a letter goes on with those before it: `d a m n`, `D-A-M-N`, `D, A, M, N`, `d*a*m*n`.
  private func isSpelt(_ index: Int) -> Bool {
    guard index > 0, isLetter(index - 1) else { return false }
    return text.chunks[index].joint != .apostrophe
  }

  /// Those of English, French, Italian, Portuguese, Spanish.
  private static let oneLetterWords = Set("aeiouy".unicodeScalars.map(\.value))

  /// `bull shit`, where nothing but white space lies between.
  private mutating func readSplit(_ index: Int) {
    guard index + 1 < text.chunks.count, text.chunks[index + 1].joint == .space else { return }
    let (left, right) = (text.chunks[index], text.chunks[index + 1])
    guard left.letters.count >= 3, right.letters.count >= 3, left.word != right.word else { return }
    // They lie one behind the other.
    let letters = left.letters.lowerBound..<right.letters.upperBound
    for term in matcher.forms.terms(of: text.letters[letters]) {
      edges.append(Edge(start: index, end: index + 2, term: term, reading: .joined))
    }
  }

  // MARK: - Disguises

  mutating func readDisguises() {
    for disguise in text.disguises {
      let symbols = text.symbols[disguise.symbols]
      if matcher.options.leetspeak {
        for reading in Leetspeak.readings(of: symbols) { look(reading[...], disguise.chunks, .disguised) }
      }
      if matcher.options.censoredForms, let outline = Leetspeak.outline(of: symbols) {
        for term in terms(like: outline) {
          edges.append(
            Edge(start: disguise.chunks.lowerBound, end: disguise.chunks.upperBound, term: term, reading: .censored))
        }
      }
    }
  }

  private mutating func terms(like outline: [UInt32?]) -> [Int32] {
    if let known = outlines[outline] { return known }
    let terms = matcher.forms.terms(like: outline)
    outlines[outline] = terms
    return terms
  }

  /// Adds an edge for each term that `letters` are a form of.
  private mutating func look(
    _ letters: ArraySlice<UInt32>, _ chunks: Range<Int>, _ reading: VocabularyMatch.Reading
  ) {
    for term in matcher.forms.terms(of: letters) {
      edges.append(Edge(start: chunks.lowerBound, end: chunks.upperBound, term: term, reading: reading))
    }
    if !matcher.wildcards.isEmpty { lookWild(letters, chunks, reading) }
    guard matcher.options.repeatedLetters, RepeatedLetters.isRepetitive(letters) else { return }
    for form in RepeatedLetters.readings(of: letters) {
      for term in matcher.forms.terms(of: form[...]) {
        edges.append(
          Edge(start: chunks.lowerBound, end: chunks.upperBound, term: term, reading: max(reading, .disguised)))
      }
      if !matcher.wildcards.isEmpty { lookWild(form[...], chunks, max(reading, .disguised)) }
    }
  }

  private mutating func lookWild(
    _ letters: ArraySlice<UInt32>, _ chunks: Range<Int>, _ reading: VocabularyMatch.Reading
  ) {
    let (wildcards, terms) = (matcher.wildcards, matcher.wildcardTerms)
    // One that is in a word often is found once.
    var known: Set<Int32> = []
    wildcards.search(letters) { index, hit in
      let wildcard = terms[Int(hit.pattern)]
      let isFirst = index - hit.length + 1 == letters.startIndex
      let isLast = index == letters.endIndex - 1
      guard wildcard.anyBeginning || isFirst, wildcard.anyEnding || isLast, known.insert(wildcard.term).inserted else {
        return
      }
      edges.append(
        Edge(start: chunks.lowerBound, end: chunks.upperBound, term: wildcard.term, reading: reading))
    }
  }
}
