/// Scripts without spaces: entries are found in the run of characters, wherever the words of the transcript begin.
///
/// An entry may so be found within a longer word, as nothing says where words end; one of a single character counts only
/// where it is a word of the transcript by itself.
extension MatchPass {
  mutating func searchUnspaced() {
    guard !matcher.unspaced.isEmpty else { return }
    var letters: [UInt32] = []
    // The chunk of each letter.
    var owners: [Int] = []
    for (index, chunk) in text.chunks.enumerated() {
      let isApart = chunk.joint == .mark || chunk.joint == .stop || (spacesSeparate && chunk.hasSpaceBefore)
      if isApart, index > 0 {
        letters.append(0)
        owners.append(index)
      }
      letters += text.letters[chunk.letters]
      owners += repeatElement(index, count: chunk.letters.count)
    }
    var found: [(chunks: Range<Int>, item: Int32)] = []
    let (text, items) = (text, matcher.unspacedItems)
    matcher.unspaced.search(letters[...]) { end, hit in
      let start = end - hit.length + 1
      // A mark that follows makes another letter of the last one.
      guard end + 1 == letters.count || !Self.isMark(letters[end + 1]) else { return }
      let chunks = owners[start]..<owners[end] + 1
      guard hit.length > 1 || text.chunks[owners[end]].letters.count == 1 else { return }
      found.append((chunks, items[Int(hit.pattern)]))
    }
    for hit in found { add(hit.chunks, hit.item, .plain) }
  }

  private static func isMark(_ letter: UInt32) -> Bool {
    switch Unicode.Scalar(letter)?.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
