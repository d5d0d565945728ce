/// Gives each row of a matrix an interval of its columns where it gains most, the intervals in the order of the rows.
///
/// Unlike dynamic time warping it may leave columns to nobody, and rows without any.
package enum OrderedIntervals {
  /// How the best up to a row and a column came about.
  private enum Step {
    /// The column is nobody's.
    static let left: UInt8 = 0
    /// The row ends here with nothing.
    static let up: UInt8 = 1
    /// The column is the row's.
    static let taken: UInt8 = 2
    /// Added to the others: an interval of the row that holds this column as its last would begin with it.
    static let opens: UInt8 = 4
    static let how: UInt8 = 3
  }

  /// For each row its interval; an empty one lies where the row before it ended.
  ///
  /// - Parameter gains: `rows × columns` values, row after row; the sum over all intervals is maximal.
  package static func best(gains: [Float], rows: Int, columns: Int) -> [Range<Int>] {
    guard rows > 0 else { return [] }
    // Steps and totals are of columns so far: one more than there are columns.
    let width = columns + 1
    var steps = [UInt8](repeating: Step.up, count: rows * width)
    // The best of the rows so far within the columns so far.
    var total = [Float](repeating: 0, count: width)
    gains.withUnsafeBufferPointer { gains in
      steps.withUnsafeMutableBufferPointer { steps in
        total.withUnsafeMutableBufferPointer { total in
          for row in 0..<rows {
            // In `total` the row before is still there at and after the column; `before` is its value at the last one.
            var before = total[0]
            var open = -Float.infinity
            for column in 1..<width {
              var step = Step.up
              if before >= open {
                open = before
                step |= Step.opens
              }
              open += gains[row * columns + column - 1]
              var best = total[column]
              before = best
              if total[column - 1] >= best {
                best = total[column - 1]
                step = step & Step.opens | Step.left
              }
              if open > best {
                best = open
                step = step & Step.opens | Step.taken
              }
              total[column] = best
              steps[row * width + column] = step
            }
          }
        }
      }
    }
    return trace(steps, rows: rows, width: width)
  }

  /// Follows the steps back from the last corner.
  private static func trace(_ steps: [UInt8], rows: Int, width: Int) -> [Range<Int>] {
    var result = [Range<Int>](repeating: 0..<0, count: rows)
    var column = width - 1
    for row in (0..<rows).reversed() {
      func step() -> UInt8 { steps[row * width + column] }
      while step() & Step.how == Step.left { column -= 1 }
      let end = column
      if step() & Step.how == Step.taken {
        while step() & Step.opens == 0 { column -= 1 }
        column -= 1
      }
      result[row] = column..<end
    }
    return result
  }
}
