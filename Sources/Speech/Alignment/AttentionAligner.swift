/// Finds when each token was said from where the alignment heads looked.
///
/// The mean of the heads says how much of a token's attention each position got. A position is the token's if it got
/// more than `background`, else nobody's: a pause, a filler that was not written, or the sound on which the heads
/// dwell before the next token. Dynamic time warping, which the reference implementation uses (Radford et al. 2022),
/// must give these to one of the tokens around them, mostly to the one after, which then starts too early.
package enum AttentionAligner {
  /// What a position gets of a token that might be anywhere within half a second: 1 / 25.
  ///
  /// Chosen on 152 words that are not those of the test material's `wordtimes`; 0.02 to 0.06 are all better than
  /// warping (`Benchmarks/tried.md`).
  package static let background: Float = 0.04

  /// Where the tokens of a trace were said, in encoder positions of 0.02 s, in order; a token that nowhere got more
  /// than the background lasts for nothing.
  ///
  /// - Parameters:
  ///   - positions: those that count, if not all of the trace.
  ///   - excluded: positions where no token was said.
  package static func spans(
    _ trace: AttentionTrace, positions: Int, excluding excluded: [Range<Int>] = []
  ) -> [Range<Int>] {
    let positions = min(positions, trace.positions)
    var gains: [Float] = []
    gains.reserveCapacity(trace.count * positions)
    for token in 0..<trace.count {
      gains += trace.weights(of: token).prefix(positions).lazy.map { $0 - background }
    }
    for range in excluded.map({ $0.clamped(to: 0..<positions) }) {
      for token in 0..<trace.count {
        for position in range { gains[token * positions + position] = -1 }
      }
    }
    return OrderedIntervals.best(gains: gains, rows: trace.count, columns: positions)
  }
}
