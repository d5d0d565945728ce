import CSpeechKernels

/// Finds when each token was said from where the alignment heads looked.
///
/// As the reference implementation does (Radford et al. 2022): normalise over the tokens, smooth with a median over 7
/// frames, average the heads, warp. The median is taken once, of the average, not of each head: an eighth of the work,
/// and no worse on hand-made boundaries.
package enum AttentionAligner {
  /// Frames that the median looks at before and after one.
  private static let reach = 3

  /// Where the heads began to look for each token of a trace, in encoder positions of 0.02 s.
  ///
  /// - Parameter positions: those that hold sound; what lies after them is padding.
  package static func starts(_ trace: AttentionTrace, positions: Int) -> [Int] {
    let positions = min(positions, trace.positions)
    let rows = trace.count
    var sum = [Float](repeating: 0, count: rows * positions)
    sum.withUnsafeMutableBufferPointer { sum in
      trace.values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        for head in 0..<trace.heads {
          addStandardized(
            base + head * trace.positions, rows: rows, stride: trace.heads * trace.positions, columns: positions,
            to: sum)
        }
      }
    }
    let cost = (0..<rows).flatMap { smoothed(sum[$0 * positions..<($0 + 1) * positions]) }
    return DynamicTimeWarping.firstColumns(cost: cost, rows: rows, columns: positions)
  }

  /// Adds a head's attention to `sum`: each row as a distribution over the columns that count, each column with zero
  /// mean and unit variance over the rows.
  private static func addStandardized(
    _ plane: UnsafePointer<Float>, rows: Int, stride: Int, columns: Int, to sum: UnsafeMutableBufferPointer<Float>
  ) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: rows + 2 * columns) { memory in
      guard let scale = memory.baseAddress else { return }
      let (mean, deviation) = (scale + rows, scale + rows + columns)
      mean.update(repeating: 0, count: 2 * columns)
      for row in 0..<rows {
        let values = plane + row * stride
        var total: Float = 1e-20
        for column in 0..<columns { total += values[column] }
        scale[row] = 1 / total
        for column in 0..<columns {
          let value = values[column] / total
          mean[column] += value
          deviation[column] += value * value
        }
      }
      let share = 1 / Float(rows)
      for column in 0..<columns {
        mean[column] *= share
        let variance = max(0, deviation[column] * share - mean[column] * mean[column])
        deviation[column] = 1 / (variance.squareRoot() + 1e-10)
      }
      for row in 0..<rows {
        let values = plane + row * stride
        for column in 0..<columns {
          sum[row * columns + column] += (values[column] * scale[row] - mean[column]) * deviation[column]
        }
      }
    }
  }

  /// The negated running median of a row, edges reflected: the cost of being there.
  private static func smoothed(_ row: ArraySlice<Float>) -> [Float] {
    guard row.count > reach else { return row.map { -$0 } }
    let padded = (row.dropFirst().prefix(reach).reversed() + row + row.dropLast().suffix(reach).reversed()).map { -$0 }
    return [Float](unsafeUninitializedCapacity: row.count) { result, initialized in
      if let result = result.baseAddress { csk_median7(padded, row.count, result) }
      initialized = row.count
    }
  }
}
