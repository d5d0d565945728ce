/// A word, emoticon or emoji with what it says of a mood by itself.
struct MoodToken {
  var text: String
  var valence: Double
  /// In capitals, of two letters or more.
  var isCapital: Bool
  /// Whether a clause begins here.
  var beginsClause: Bool

  /// All of a text, in order.
  static func all(of text: String, _ lexicon: Lexicon, _ valence: Valence) -> [MoodToken] {
    var tokenizer = Tokenizer(lexicon: lexicon, valence: valence)
    for chunk in Scalars(text).withTagsSplit.chunks where !chunk.isAddress && !chunk.isMention {
      tokenizer.add(chunk)
    }
    return tokenizer.tokens
  }

  private struct Tokenizer {
    let lexicon: Lexicon
    let valence: Valence
    var tokens: [MoodToken] = []
    var beginsClause = false

    mutating func append(_ text: String, _ score: Double, isCapital: Bool = false) {
      tokens.append(MoodToken(text: text, valence: score, isCapital: isCapital, beginsClause: beginsClause))
      beginsClause = false
    }

    /// A chunk that is an emoticon as it stands is one token. Otherwise emoji are tokens of their own.
    mutating func add(_ chunk: ArraySlice<Unicode.Scalar>) {
      if let score = valence.emoticons[Scalars(chunk)] { return append(Scalars(chunk).text, score) }
      var run: Scalars = []
      for scalar in chunk {
        guard scalar.isPictograph else {
          run.append(scalar)
          continue
        }
        addWords(run)
        run = []
        if let score = valence.emoji[scalar] { append(String(scalar), score) }
      }
      addWords(run)
    }

    /// The words of a text without spaces and pictographs.
    mutating func addWords(_ run: Scalars) {
      var token: Scalars = []
      var isCapital = true
      for scalar in run + [" "] {
        let folded = lexicon.folded(CollectionOfOne(scalar))
        // A combining mark.
        if folded.isEmpty { continue }
        if folded.allSatisfy({ $0.isSmallLetter || $0.isDigit || $0 == "'" }) {
          token += folded
          isCapital = isCapital && (scalar.isCapital || scalar == "'")
          continue
        }
        addWord(token, isCapital)
        (token, isCapital) = ([], true)
        if ",.;:!?".unicodeScalars.contains(scalar) { beginsClause = true }
      }
    }

    private mutating func addWord(_ token: Scalars, _ isCapital: Bool) {
      let scalars = token.trimmed { $0 == "'" }
      guard !scalars.isEmpty else { return }
      let word = scalars.text
      let score =
        valence.words[word] ?? valence.words[scalars.squeezed(to: 2).text]
        ?? valence.words[scalars.squeezed(to: 1).text] ?? 0
      if valence.clauseWords.contains(word) { beginsClause = true }
      append(word, score, isCapital: isCapital && scalars.count > 1)
    }
  }
}

extension Scalars {
  fileprivate func trimmed(_ isOutside: (Unicode.Scalar) -> Bool) -> Scalars {
    var rest = drop(while: isOutside)
    while let last = rest.last, isOutside(last) { rest.removeLast() }
    return Scalars(rest)
  }
}
