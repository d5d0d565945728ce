/// The cheapest monotonic path through a matrix of costs, from its first corner to its last.
package enum DynamicTimeWarping {
  /// For each row the first column on the path.
  ///
  /// - Parameter cost: `rows × columns` values, row after row. Steps go right, down or diagonally.
  package static func firstColumns(cost: [Float], rows: Int, columns: Int) -> [Int] {
    guard rows > 0, columns > 0 else { return [] }
    // 0 diagonal, 1 down (next row, same column), 2 right (same row, next column)
    var moves = [UInt8](repeating: 0, count: rows * columns)
    var previous = [Float](repeating: .infinity, count: columns + 1)
    var current = previous
    previous[0] = 0
    for row in 0..<rows {
      current[0] = .infinity
      for column in 0..<columns {
        let (diagonal, down, right) = (previous[column], previous[column + 1], current[column])
        let best: Float
        if diagonal <= down, diagonal <= right {
          best = diagonal
        } else if down <= right {
          best = down
          moves[row * columns + column] = 1
        } else {
          best = right
          moves[row * columns + column] = 2
        }
        current[column + 1] = cost[row * columns + column] + best
      }
      swap(&previous, &current)
    }
    var first = [Int](repeating: 0, count: rows)
    var (row, column) = (rows - 1, columns - 1)
    while true {
      first[row] = column
      let move = moves[row * columns + column]
      if move != 2 { row -= 1 }
      if move != 1 { column -= 1 }
      if row < 0 || column < 0 { break }
    }
    return first
  }
}
