/// The phrases of a text: up to three words that follow each other, none of them a small one, no mark between them.
struct PhraseCounts {
  struct Phrase {
    /// Keys of its words.
    var words: [String]
    /// As it is mostly written.
    var text: String
    var count: Int
  }

  static let longest = 3

  /// By the stems of their words with spaces between: singular and plural are one phrase.
  private(set) var phrases: [String: Phrase] = [:]

  init(_ units: some Sequence<TextUnit>) {
    var forms: [String: [String: Int]] = [:]
    for unit in units {
      for start in unit.tokens.indices {
        for end in Self.ends(from: start, in: unit.tokens) {
          let tokens = unit.tokens[start..<end]
          let words = tokens.map(\.key)
          let key = words.map(Self.stem).joined(separator: " ")
          phrases[key, default: Phrase(words: words, text: "", count: 0)].count += 1
          // The capital at the start of a sentence is no part of the word.
          forms[key, default: [:]][Self.text(tokens), default: 0] += tokens[start].startsSentence ? 1 : 2
        }
      }
    }
    for (key, forms) in forms {
      phrases[key]?.text = forms.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? key
    }
  }

  /// Where the phrases that begin at a word end.
  static func ends(from start: Int, in tokens: [Token]) -> Range<Int> {
    var end = start
    while end < tokens.count, end < start + longest, tokens[end].kind == .content {
      end += 1
      if tokens[end - 1].endsPhrase { break }
    }
    return start + 1..<max(start + 1, end + 1)
  }

  private static func text(_ tokens: ArraySlice<Token>) -> String {
    var text = ""
    for token in tokens {
      if token.hasSpaceBefore, !text.isEmpty { text += " " }
      text += token.text
    }
    return text
  }

  /// The same for singular and plural in languages that add an s: enough to see that two phrases are one.
  static func stem(_ word: String) -> String {
    guard word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss") else { return word }
    return word.count > 4 && word.hasSuffix("ies") ? String(word.dropLast(3)) + "y" : String(word.dropLast())
  }
}
