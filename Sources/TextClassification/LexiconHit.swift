/// An entry of the lexicon, found in a text.
struct LexiconHit: Hashable {
  /// Where it stands among the words of the text.
  var words: Range<Int>
  var severities: Severities
  /// Whether it was hidden behind stars, or spelled.
  var isMasked: Bool
}

extension Lexicon {
  /// Left to right, the longest phrase first; then words; then letters said one by one.
  func hits(in words: [ClassifiedWord], _ known: inout [ClassifiedWord: WordEntry?]) -> [LexiconHit] {
    var hits: [LexiconHit] = []
    var index = 0
    while index < words.count {
      let (hit, step) = hit(at: index, in: words, &known)
      if let hit { hits.append(hit) }
      index += step
    }
    return hits
  }

  /// The entry that begins at a word, and how many words to go on by.
  private func hit(
    at index: Int, in words: [ClassifiedWord], _ known: inout [ClassifiedWord: WordEntry?]
  ) -> (LexiconHit?, Int) {
    if phraseStarts.contains(words[index].plain) {
      for count in stride(from: min(Self.longestPhrase, words.count - index), to: 1, by: -1) {
        let range = index..<index + count
        if let severities = entries[words[range].map(\.plain).joined(separator: " ")] {
          return (LexiconHit(words: range, severities: severities, isMasked: false), count)
        }
      }
    }
    var key = words[index]
    key.isQuoted = false
    let entry = known[key] ?? entry(of: key)
    known[key] = .some(entry)
    if let entry {
      return (
        LexiconHit(words: index..<index + 1, severities: entry.severities, isMasked: entry.isMasked), 1
      )
    }
    let letters = words[index...].prefix {
      $0.plain.utf8.count == 1 && $0.plain.unicodeScalars.allSatisfy(\.isSmallLetter)
    }
    guard letters.count >= 3 else { return (nil, 1) }
    let hit = entries[letters.map(\.plain).joined()].map {
      LexiconHit(words: letters.startIndex..<letters.endIndex, severities: $0, isMasked: true)
    }
    return (hit, letters.count)
  }

  /// What the lexicon says of one word.
  struct WordEntry: Hashable {
    var severities: Severities
    var isMasked: Bool
  }

  private func entry(of word: ClassifiedWord) -> WordEntry? {
    let forms = [word.plain, word.leet].filter { !$0.isEmpty }
    for form in forms {
      let scalars = Scalars(form)
      for candidate in [form, scalars.squeezed(to: 2).text, scalars.squeezed(to: 1).text] {
        if let found = entries[candidate] ?? singular(of: candidate).flatMap({ entries[$0] }) {
          return WordEntry(severities: found, isMasked: false)
        }
      }
    }
    let stars = Array(word.leet.utf8)
    let star = UInt8(ascii: "*")
    if stars.contains(star), stars.first != star {
      let hidden = masked.first { $0.count == stars.count && zip(stars, $0).allSatisfy { $0 == star || $0 == $1 } }
      if let hidden, let severities = entries[String(decoding: hidden, as: UTF8.self)] {
        return WordEntry(severities: severities, isMasked: true)
      }
    }
    for form in forms {
      let text = Scalars(form).squeezed(to: 1).text
      if let stem = stems.first(where: { text.containsASCII($0.part) }) {
        return WordEntry(severities: stem.severities, isMasked: false)
      }
    }
    return nil
  }

  /// Without a last s or z that is no part of a double s.
  private func singular(of word: String) -> String? {
    let bytes = word.utf8
    guard bytes.count > 3, let last = bytes.last, last == UInt8(ascii: "s") || last == UInt8(ascii: "z"),
      bytes.dropLast().last != UInt8(ascii: "s")
    else { return nil }
    return String(word.dropLast())
  }
}
