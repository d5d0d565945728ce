import Timeline
import Transcript

/// What was recognised, as numbers for its words with their times.
struct RecognisedWords: Sendable {
  private(set) var words: [Int32] = []
  /// Seconds on the clock of the media, in order.
  private(set) var starts: [Double] = []

  init(_ recognised: [Word], _ numbers: inout WordNumbers) {
    // Recognisers disagree with themselves at window seams.
    for word in recognised.sorted(by: { $0.start < $1.start }) {
      let parts = numbers.words(of: word.text)
      let length = max(0, word.range.duration.seconds)
      for (index, part) in parts.enumerated() {
        words.append(part)
        let start = word.start.seconds + length * Double(index) / Double(parts.count)
        // Parts of a word that overlaps the next must not come after that.
        starts.append(max(start, starts.last ?? start))
      }
    }
  }
}
