/// Scripts without spaces: entries are found in the run of characters, wherever the words of the transcript begin.
///
/// An entry may so be found within a longer word, as nothing says where words end; one of a single character counts only
/// where it is a word of the transcript by itself.
extension MatchPass {
  mutating func searchUnspaced() {
    guard !matcher.unspaced.isEmpty else { return }
    var letters: [UInt32] = []
    // Of each letter its chunk, and its number among all letters of the text.
    var owners: [Int] = []
    var numbers: [Int] = []
    for (index, chunk) in text.chunks.enumerated() {
      let isSpaced = spacesSeparate && chunk.hasSpaceBefore && index > 0 && text.chunks[index - 1].word != chunk.word
      if index > 0, chunk.joint == .mark || chunk.joint == .stop || isSpaced {
        letters.append(0)
        owners.append(index)
        numbers.append(chunk.letters.lowerBound)
      }
      letters += text.letters[chunk.letters]
      owners += repeatElement(index, count: chunk.letters.count)
      numbers += chunk.letters
    }
    var found: [(chunks: Range<Int>, letters: Range<Int>, item: Int32)] = []
    let (text, items) = (text, matcher.unspacedItems)
    matcher.unspaced.search(letters[...]) { end, hit in
      let start = end - hit.length + 1
      // A mark that follows makes another letter of the last one.
      guard end + 1 == letters.count || !Self.isMark(letters[end + 1]) else { return }
      let chunks = owners[start]..<owners[end] + 1
      guard hit.length > 1 || Self.isAlone(owners[end], text) else { return }
      found.append((chunks, numbers[start]..<numbers[end] + 1, items[Int(hit.pattern)]))
    }
    for hit in found { add(hit.chunks, letters: hit.letters, hit.item, .plain) }
  }

  /// Whether a chunk is one letter, and its word nothing else.
  private static func isAlone(_ index: Int, _ text: ScannedText) -> Bool {
    let chunk = text.chunks[index]
    return chunk.letters.count == 1 && (index == 0 || text.chunks[index - 1].word != chunk.word)
      && (index + 1 == text.chunks.count || text.chunks[index + 1].word != chunk.word)
  }

  private static func isMark(_ letter: UInt32) -> Bool {
    switch Unicode.Scalar(letter)?.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
