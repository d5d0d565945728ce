import Timeline
import Transcript

/// Words that are written in another way.
struct WordEdit {
  /// Of the words before the edit; at least one.
  var words: Range<Int>
  /// What is written instead, word for word, with the marks around it; at least one, none of them empty.
  var texts: [String]
}

extension [Word] {
  /// The words with some of them written in another way.
  ///
  /// What is new lies between the start of the first word that it replaces and the end of the last, each word as long as
  /// its share of the letters, and is as sure as the least sure of what it replaces: a number is right only where each
  /// of its words is.
  ///
  /// - Parameter edits: in order, none overlapping.
  func applying(_ edits: [WordEdit]) -> [Word] {
    guard !edits.isEmpty else { return self }
    var result: [Word] = []
    var next = 0
    for edit in edits {
      let old = self[edit.words]
      guard edit.words.lowerBound >= next, let first = old.first, let last = old.last else { continue }
      result += self[next..<edit.words.lowerBound]
      next = edit.words.upperBound
      let span = TimeRange(start: first.start, end: last.end)
      let confidence = old.reduce(1) { Swift.min($0, $1.confidence) }
      let ranges = span.divided(by: edit.texts.map(\.count))
      for (index, text) in edit.texts.enumerated() {
        result.append(
          Word(
            text, hasSpaceBefore: index == 0 ? first.hasSpaceBefore : true, range: ranges[index],
            confidence: confidence))
      }
    }
    return result + self[next...]
  }
}

extension TimeRange {
  /// Parts side by side, as long as their weights say; all empty where the range is.
  fileprivate func divided(by weights: [Int]) -> [TimeRange] {
    let total = Int128(Swift.max(1, weights.reduce(0, +)))
    var done = 0
    func instant() -> MediaTime { start + MediaTime(flicks: Int64(Int128(duration.flicks) * Int128(done) / total)) }
    return weights.map { weight in
      let start = instant()
      done += weight
      return TimeRange(start: start, end: instant())
    }
  }
}
