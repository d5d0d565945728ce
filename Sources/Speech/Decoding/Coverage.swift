import Timeline
package import Transcript

/// Finds speech that a text passed over.
package enum Coverage {
  /// Samples of speech that may go without text: a second, which is a word or the padding of an island.
  static let tolerated = LogMelSpectrogram.sampleRate
  /// Islands shorter than this are never called skipped: 2.5 s.
  private static let shortest = 5 * LogMelSpectrogram.sampleRate / 2
  /// People speak during more than half of an island; below this share of it there is no text for it.
  private static let least = 0.35

  /// The first island of a window, up to sample `end`, that has hardly a word; nil where the text covers all.
  package static func skippedPiece(of window: SpeechWindow, until end: Int, words: [Word]) -> Int? {
    guard window.pieces.count > 1 else { return nil }
    let rate = Int64(LogMelSpectrogram.sampleRate)
    return window.pieces.indices.first { index in
      let piece = window.pieces[index]
      let source = piece.source.prefix(max(0, end - piece.offset))
      guard source.count >= shortest else { return false }
      let range = TimeRange(
        start: MediaTime(count: Int64(source.startIndex), perSecond: rate),
        end: MediaTime(count: Int64(source.endIndex), perSecond: rate))
      let covered = words.reduce(MediaTime.zero) { $0 + ($1.range.intersection(range)?.duration ?? .zero) }
      return covered.seconds < least * range.duration.seconds
    }
  }
}
