import Timeline
package import Transcript

/// Places the words of a window on the media clock, and makes their times agree with where speech was heard.
package struct WordPlacer {
  /// Frames of the whole file, 512 samples each.
  let probabilities: [Float]
  private let frameLength = VoiceActivityDetector.frameLength
  /// Below this a frame counts as silent. Silero's offset threshold.
  private let silence: Float = 0.35

  package init(probabilities: [Float]) {
    self.probabilities = probabilities
  }

  /// The longest time that a word of this many characters takes: nobody needs more, so what is longer has swallowed
  /// a pause. 2 s is the bound that we set for any word.
  private func longest(_ text: String) -> Int {
    let seconds = min(2, 0.6 + 0.12 * Double(text.count))
    return Int(seconds * Double(LogMelSpectrogram.sampleRate))
  }

  /// Words in time order, none overlapping.
  package func place(_ words: [TimedWord], in window: SpeechWindow) -> [Word] {
    var result: [Word] = []
    var earliest = 0
    for word in words {
      // A word on a seam belongs where most of it lies.
      let piece = window.pieces[window.pieceIndex(at: (word.range.lowerBound + word.range.upperBound) / 2)]
      let inPiece = word.range.clamped(to: piece.offset..<piece.offset + piece.source.count)
      var start = piece.source.lowerBound + inPiece.lowerBound - piece.offset
      var end = piece.source.lowerBound + inPiece.upperBound - piece.offset
      (start, end) = withoutSilence(start, end)
      end = min(end, start + longest(word.text))
      start = max(start, earliest)
      end = max(end, start)
      earliest = end
      result.append(
        Word(
          word.text, hasSpaceBefore: word.hasSpaceBefore,
          range: TimeRange(start: time(start), end: time(end)), confidence: word.confidence))
    }
    return result
  }

  /// The segment, trusted less where most of its words' time lies outside speech.
  package func judged(_ segment: Segment) -> Segment {
    var (voiced, all) = (0, 0)
    for word in segment.words {
      let start = Int(word.range.start.seconds * Double(LogMelSpectrogram.sampleRate)) / frameLength
      let end = Int(word.range.end.seconds * Double(LogMelSpectrogram.sampleRate)) / frameLength
      for frame in max(0, start)...max(0, start, end) where frame < probabilities.count {
        all += 1
        if probabilities[frame] >= silence { voiced += 1 }
      }
    }
    guard 2 * voiced < all else { return segment }
    var doubtful = segment
    doubtful.trust = segment.trust.lowered(by: .outsideSpeech)
    return doubtful
  }

  /// The range without silent frames at its ends; as it was when all of it is silent.
  private func withoutSilence(_ start: Int, _ end: Int) -> (Int, Int) {
    let first = start / frameLength
    let last = min(probabilities.count - 1, max(start, end - 1) / frameLength)
    guard first <= last, let voiced = (first...last).first(where: { probabilities[$0] >= silence }),
      let lastVoiced = (first...last).last(where: { probabilities[$0] >= silence })
    else { return (start, end) }
    return (max(start, voiced * frameLength), min(end, (lastVoiced + 1) * frameLength))
  }

  private func time(_ sample: Int) -> MediaTime {
    MediaTime(count: Int64(sample), perSecond: Int64(LogMelSpectrogram.sampleRate))
  }
}
