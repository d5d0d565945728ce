import Timeline
package import Transcript

/// Finds speech that a text passed over.
package enum Coverage {
  /// Samples that may go without text: a second, which is the padding of islands.
  private static let tolerated = LogMelSpectrogram.sampleRate
  /// Samples of speech among those: half a second, a short word that was timed too early.
  private static let toleratedVoice = LogMelSpectrogram.sampleRate / 2
  /// Islands shorter than this are never called skipped: 2.5 s.
  private static let shortest = 5 * LogMelSpectrogram.sampleRate / 2
  /// People speak during more than half of an island; below this share of it there is no text for it.
  private static let least = 0.35

  /// The first island of a window, up to sample `end` and besides those that are known, that has hardly a word; nil where
  /// the text covers all.
  package static func skippedPiece(
    of window: SpeechWindow, until end: Int, words: [Word], besides known: [SpeechWindow.Piece] = []
  ) -> SpeechWindow.Piece? {
    guard window.pieces.count > 1 else { return nil }
    let rate = Int64(LogMelSpectrogram.sampleRate)
    return window.pieces.first { piece in
      let source = piece.source.prefix(max(0, end - piece.offset))
      guard source.count >= shortest, !known.contains(piece) else { return false }
      let range = TimeRange(
        start: MediaTime(count: Int64(source.startIndex), perSecond: rate),
        end: MediaTime(count: Int64(source.endIndex), perSecond: rate))
      let covered = words.reduce(MediaTime.zero) { $0 + ($1.range.intersection(range)?.duration ?? .zero) }
      return covered.seconds < least * range.duration.seconds
    }
  }

  /// Whether a text that passed over an island can be kept for those around it, which are heard again otherwise: where
  /// the model was unsure it may have mixed speakers, and where more than a word or two lie in the island, they may have
  /// been said there.
  package static func canKeep(_ text: Hypothesis, words: [Word], around skipped: SpeechWindow.Piece) -> Bool {
    let rate = Int64(LogMelSpectrogram.sampleRate)
    let inside = words.count { skipped.source.contains(Int($0.start.count(perSecond: rate))) }
    return text.averageLogProbability >= sure && inside <= 2
  }

  /// Between what is usual for clear speech (-0.1 to -0.3) and for several voices at once (-0.5 and less).
  private static let sure = -0.4

  /// What follows in a window after the end of its text, at sample `end` of it, if somebody speaks there.
  package static func tails(of window: SpeechWindow, from end: Int, isVoiced: (Int) -> Bool) -> [Range<Int>] {
    window.islands(from: end, minimum: 1).filter {
      $0.count >= tolerated || voice(in: $0, isVoiced) >= toleratedVoice
    }
  }

  /// Samples in which somebody speaks.
  private static func voice(in range: Range<Int>, _ isVoiced: (Int) -> Bool) -> Int {
    let frame = VoiceActivityDetector.frameLength
    return (range.lowerBound / frame..<range.upperBound / frame).count(where: isVoiced) * frame
  }

  /// Stretches between words of a window, up to sample `end` of it and besides islands that are known, in which somebody
  /// speaks for two seconds without a word: what the text passed over, in samples of the media.
  package static func gaps(
    in window: SpeechWindow, until end: Int, words: [Word], besides known: [SpeechWindow.Piece] = [],
    isVoiced: (Int) -> Bool
  ) -> [Range<Int>] {
    let rate = Int64(LogMelSpectrogram.sampleRate)
    let spoken = words.map { Int($0.start.count(perSecond: rate))..<Int($0.end.count(perSecond: rate)) }
    let islands = window.pieces.filter { $0.source.count >= shortest && !known.contains($0) }
    return islands.flatMap { island in
      let inside = island.source.prefix(max(0, end - island.offset))
      var gaps: [Range<Int>] = []
      var start = inside.startIndex
      for word in spoken where word.overlaps(inside.startIndex..<inside.endIndex) {
        if word.lowerBound > start { gaps.append(start..<word.lowerBound) }
        start = max(start, word.upperBound)
      }
      if start < inside.endIndex { gaps.append(start..<inside.endIndex) }
      return gaps.filter { $0.count >= shortest && voice(in: $0, isVoiced) >= leastVoice }
    }
  }

  /// Samples of speech that no text may pass over between two words: 2 s.
  private static let leastVoice = 2 * LogMelSpectrogram.sampleRate
}
