/// Finds phrases that a decoder repeats when it has lost the sound.
package enum LoopCollapser {
  /// Repetitions of up to this many tokens are looked for.
  private static let longestPhrase = 24
  /// People say a word three times; a phrase that comes more often than this in a row is a loop.
  private static let tolerated = 3

  /// The tokens to keep: of a phrase repeated more than three times in a row, the first occurrence.
  package static func kept(_ tokens: [Int]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    var position = 0
    while position < tokens.count {
      if let (length, count) = loop(in: tokens, at: position) {
        result.append(start..<position + length)
        position += length * count
        start = position
      } else {
        position += 1
      }
    }
    if start < tokens.count { result.append(start..<tokens.count) }
    return result
  }

  /// Whether the last tokens are nothing but one phrase over and over: what comes next is known, and it is not heard.
  package static func endsInLoop(_ tokens: [Int]) -> Bool {
    let certain = 2 * tolerated
    for length in 1...longestPhrase where tokens.count >= certain * length {
      let phrase = tokens.suffix(length)
      let isLoop = (2...certain).allSatisfy { tokens.dropLast(($0 - 1) * length).suffix(length).elementsEqual(phrase) }
      if isLoop { return true }
    }
    return false
  }

  private static func loop(in tokens: [Int], at start: Int) -> (length: Int, count: Int)? {
    for length in 1...longestPhrase where start + (tolerated + 1) * length <= tokens.count {
      let phrase = tokens[start..<start + length]
      var count = 1
      while start + (count + 1) * length <= tokens.count,
        tokens[start + count * length..<start + (count + 1) * length].elementsEqual(phrase)
      {
        count += 1
      }
      if count > tolerated { return (length, count) }
    }
    return nil
  }
}
