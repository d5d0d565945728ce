import Inference

/// Finds when each token was said from where the alignment heads looked (Radford et al.'s reference implementation:
/// normalise over the tokens, median over 7 frames, mean over the heads, dynamic time warping).
enum AttentionAligner {
  private static let medianWidth = 7

  /// The start of each row of `rows` in encoder positions of 0.02 s, relative to the window.
  ///
  /// - Parameters:
  ///   - attention: [heads, tokens, positions] of one window.
  ///   - rows: the tokens whose attention predicts the text, from the last of the prompt on.
  ///   - positions: those that hold sound; what lies after them is padding.
  static func starts(
    attention: UnsafeBufferPointer<Float>, heads: Int, tokens: Int, width: Int, rows: Range<Int>, positions: Int
  ) -> [Int] {
    let count = rows.count
    var sum = [Float](repeating: 0, count: count * positions)
    var plane = sum
    for head in 0..<heads {
      for (index, row) in rows.enumerated() {
        let source = (head * tokens + row) * width
        var total: Float = 1e-20
        for position in 0..<positions { total += attention[source + position] }
        for position in 0..<positions { plane[index * positions + position] = attention[source + position] / total }
      }
      standardize(&plane, rows: count, columns: positions)
      for row in 0..<count { addMedians(plane, from: row * positions, count: positions, to: &sum) }
    }
    let cost = sum.map { -$0 / Float(heads) }
    return DynamicTimeWarping.firstColumns(cost: cost, rows: count, columns: positions)
  }

  /// Zero mean and unit variance over the rows, for each column.
  private static func standardize(_ plane: inout [Float], rows: Int, columns: Int) {
    var mean = [Float](repeating: 0, count: columns)
    var square = mean
    for row in 0..<rows {
      for column in 0..<columns {
        mean[column] += plane[row * columns + column]
        square[column] += plane[row * columns + column] * plane[row * columns + column]
      }
    }
    let scale = 1 / Float(rows)
    for column in 0..<columns {
      mean[column] *= scale
      let variance = max(0, square[column] * scale - mean[column] * mean[column])
      square[column] = 1 / (variance.squareRoot() + 1e-10)
    }
    for row in 0..<rows {
      for column in 0..<columns {
        plane[row * columns + column] = (plane[row * columns + column] - mean[column]) * square[column]
      }
    }
  }

  /// Adds the running median of a row to `sum`; edges are reflected.
  private static func addMedians(_ plane: [Float], from start: Int, count: Int, to sum: inout [Float]) {
    let half = medianWidth / 2
    func value(_ index: Int) -> Float {
      let mirrored = index < 0 ? -index : index >= count ? 2 * (count - 1) - index : index
      return plane[start + min(max(0, mirrored), count - 1)]
    }
    var column = 0
    while column < count {
      typealias Lanes = SIMD16<Float>
      if column >= half, column + 16 + half <= count {
        let v = (0..<medianWidth).map { offset in
          plane.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: 4 * (start + column + offset - half), as: Lanes.self)
          }
        }
        let medians = median(v[0], v[1], v[2], v[3], v[4], v[5], v[6])
        for lane in 0..<16 { sum[start + column + lane] += medians[lane] }
        column += 16
      } else {
        let v = (-half...half).map { Lanes(repeating: value(column + $0)) }
        sum[start + column] += median(v[0], v[1], v[2], v[3], v[4], v[5], v[6])[0]
        column += 1
      }
    }
  }

  /// The middle of seven, lane by lane, by the exchange network of Devillard (1998).
  private static func median(
    _ a: SIMD16<Float>, _ b: SIMD16<Float>, _ c: SIMD16<Float>, _ d: SIMD16<Float>, _ e: SIMD16<Float>,
    _ f: SIMD16<Float>, _ g: SIMD16<Float>
  ) -> SIMD16<Float> {
    var (a, b, c, d, e, f, g) = (a, b, c, d, e, f, g)
    func sort(_ x: inout SIMD16<Float>, _ y: inout SIMD16<Float>) {
      (x, y) = (pointwiseMin(x, y), pointwiseMax(x, y))
    }
    sort(&a, &f)
    sort(&a, &d)
    sort(&b, &g)
    sort(&c, &e)
    sort(&a, &b)
    sort(&d, &f)
    sort(&c, &g)
    sort(&c, &d)
    sort(&d, &g)
    sort(&e, &f)
    sort(&b, &e)
    sort(&b, &d)
    sort(&d, &e)
    return d
  }
}
