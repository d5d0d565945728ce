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
  /// - Parameter positions: those that hold sound; what lies after them is padding.
  package static func spans(_ trace: AttentionTrace, positions: Int) -> [Range<Int>] {
    let positions = min(positions, trace.positions)
    var gains = [Float](repeating: -background, count: trace.count * positions)
    gains.withUnsafeMutableBufferPointer { gains in
      for token in 0..<trace.count {
        trace.weights(of: token).withUnsafeBufferPointer { weights in
          for head in 0..<trace.heads {
            add(
              UnsafeBufferPointer(rebasing: weights[head * trace.positions..<head * trace.positions + positions]),
              share: 1 / Float(trace.heads),
              to: UnsafeMutableBufferPointer(rebasing: gains[token * positions..<(token + 1) * positions]))
          }
        }
      }
    }
    return OrderedIntervals.best(gains: gains, rows: trace.count, columns: positions)
  }

  /// Adds what a head saw, as a distribution over the positions that count: what it saw of the padding is left out.
  private static func add(
    _ weights: UnsafeBufferPointer<Float>, share: Float, to sum: UnsafeMutableBufferPointer<Float>
  ) {
    let scale = share / max(total(weights), 1e-20)
    for index in weights.indices { sum[index] += scale * weights[index] }
  }

  /// The sum, sixteen lanes at a time: one after the other they would wait for each other.
  private static func total(_ values: UnsafeBufferPointer<Float>) -> Float {
    typealias Lanes = SIMD16<Float>
    let raw = UnsafeRawBufferPointer(values)
    let whole = values.count / Lanes.scalarCount * Lanes.scalarCount
    var lanes = Lanes.zero
    for index in stride(from: 0, to: whole, by: Lanes.scalarCount) {
      lanes += raw.loadUnaligned(fromByteOffset: index * MemoryLayout<Float>.stride, as: Lanes.self)
    }
    return values[whole...].reduce(lanes.sum(), +)
  }
}
