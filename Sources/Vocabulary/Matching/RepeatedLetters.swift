/// Letters that are drawn out: `sooooo`.
enum RepeatedLetters {
  /// Whether a letter stands three times in a row or more.
  static func isRepetitive(_ letters: ArraySlice<UInt32>) -> Bool {
    guard (3...VocabularyMatcher.longestDisguise).contains(letters.count) else { return false }
    for index in letters.startIndex + 2..<letters.endIndex
    where letters[index] == letters[index - 1] && letters[index] == letters[index - 2] && letters[index] > 0x39 {
      return true
    }
    return false
  }

  /// Each such run as one letter, and as two: all ways for the first three runs.
  ///
  /// - Parameter letters: no more than `VocabularyMatcher.longestDisguise`, as each reading is a copy.
  static func readings(of letters: ArraySlice<UInt32>) -> [[UInt32]] {
    var readings: [[UInt32]] = [[]]
    var index = letters.startIndex
    while index < letters.endIndex {
      let letter = letters[index]
      let end = letters[index...].firstIndex { $0 != letter } ?? letters.endIndex
      let count = end - index
      index = end
      let counts = count < 3 || letter <= 0x39 ? [count] : readings.count < 8 ? [1, 2] : [1]
      readings = counts.flatMap { count in readings.map { $0 + [UInt32](repeating: letter, count: count) } }
    }
    return readings
  }
}
