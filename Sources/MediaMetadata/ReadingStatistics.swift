package import Timeline
internal import Transcript

/// How much is said, and how fast.
package struct ReadingStatistics: Hashable, Sendable, Codable {
  /// Words; in languages without spaces those of ICU's dictionaries.
  package var words: Int
  package var segments: Int
  /// Of speech, pauses left out; 0 where nothing was said.
  package var wordsPerMinute: Double
  /// The time in which somebody speaks.
  @Seconds package var speech: MediaTime
  /// Of the length of the media, 0…1.
  package var speechShare: Double
  /// The longest time without a word between two words; nil where there are not two.
  package var longestPause: Pause?
  /// In words; 0 where nothing was said.
  package var meanSentenceLength: Double
  /// Nil where there are fewer than 100 words of English: the formulas were made with passages of that length.
  package var readability: Readability?

  package struct Pause: Hashable, Sendable, Codable {
    @Seconds package var start: MediaTime
    @Seconds package var end: MediaTime
  }

  init(_ transcript: Transcript, _ units: [TextUnit], duration: MediaTime) {
    segments = transcript.segments.count { !$0.words.isEmpty }
    let counts = Sentences(units)
    words = counts.words
    meanSentenceLength = counts.sentences > 0 ? (Double(counts.words) / Double(counts.sentences)).rounded1 : 0
    // Where no speech was looked for, the segments are where it is.
    let ranges = transcript.speech.isEmpty ? units.map(\.range) : transcript.speech
    let spoken = Self.union(of: ranges)
    speech = spoken
    let share = duration > .zero ? spoken.seconds / duration.seconds : 0
    speechShare = min(1, max(0, share)).rounded4
    wordsPerMinute = spoken > .zero ? (Double(counts.words) * 60 / spoken.seconds).rounded1 : 0
    longestPause = Self.longestPause(transcript.words)
    readability = Readability(units.filter { $0.language.primary == "en" })
  }

  private static func union(of ranges: [TimeRange]) -> MediaTime {
    var (sum, end) = (MediaTime.zero, MediaTime(flicks: .min / 4))
    for range in ranges.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) where range.end > end {
      sum += range.end - max(range.start, end)
      end = range.end
    }
    return sum
  }

  private static func longestPause(_ words: [Word]) -> Pause? {
    var longest: Pause?
    guard var end = words.first?.end else { return nil }
    for word in words.dropFirst() {
      if word.start > end, longest.map({ word.start - end > $0.end - $0.start }) ?? true {
        longest = Pause(start: end, end: word.start)
      }
      end = max(end, word.end)
    }
    return longest
  }
}

/// Words and sentences. A sentence ends with its mark, the last one with the text; without any mark each utterance is one.
struct Sentences {
  var words = 0
  var sentences = 0

  init(_ units: some Sequence<TextUnit>) {
    var (isOpen, utterances) = (false, 0)
    for unit in units where !unit.tokens.isEmpty {
      words += unit.tokens.count
      utterances += 1
      // Those with a word behind them.
      sentences += unit.tokens.dropFirst().count(where: \.startsSentence)
      let last = unit.utterance.text.last { $0.isLetter || $0.isNumber || Tokeniser.sentenceEnds.contains($0) }
      isOpen = !(last.map(Tokeniser.sentenceEnds.contains) ?? false)
      if !isOpen { sentences += 1 }
    }
    if sentences == 0 { sentences = utterances } else if isOpen { sentences += 1 }
  }
}
