import Speech
import Testing

struct DynamicTimeWarpingTests {
  @Test func `the path follows what is cheap`() {
    // Rows are cheap at columns 0–1, 2–3 and 4–5.
    let cost = (0..<3).flatMap { row in (0..<6).map { $0 / 2 == row ? 0 : 1 as Float } }
    #expect(DynamicTimeWarping.firstColumns(cost: cost, rows: 3, columns: 6) == [0, 2, 4])
  }

  @Test func `a row may last long and another be short`() {
    let starts = [0, 7, 8]
    let cost = (0..<3).flatMap { row in
      (0..<10).map { column in (starts[row]..<([7, 8, 10][row])).contains(column) ? 0 : 1 as Float }
    }
    #expect(DynamicTimeWarping.firstColumns(cost: cost, rows: 3, columns: 10) == starts)
  }

  @Test func `more rows than columns share them`() {
    let result = DynamicTimeWarping.firstColumns(cost: [0, 1, 0, 1, 1, 0, 1, 0], rows: 4, columns: 2)
    #expect(result == [0, 0, 1, 1])
  }

  @Test func `single rows, single columns and nothing`() {
    #expect(DynamicTimeWarping.firstColumns(cost: [1, 2, 3], rows: 1, columns: 3) == [0])
    #expect(DynamicTimeWarping.firstColumns(cost: [1, 2, 3], rows: 3, columns: 1) == [0, 0, 0])
    #expect(DynamicTimeWarping.firstColumns(cost: [], rows: 0, columns: 5).isEmpty)
    #expect(DynamicTimeWarping.firstColumns(cost: [], rows: 5, columns: 0).isEmpty)
  }

  @Test(arguments: 0..<30)
  func `the path is as cheap as the cheapest of all`(seed: Int) {
    var state = UInt32(seed + 1)
    func next() -> Float {
      state = state &* 1_664_525 &+ 1_013_904_223
      return Float(state >> 24) / 256
    }
    let (rows, columns) = (4, 5)
    let cost = (0..<rows * columns).map { _ in next() }
    let firsts = DynamicTimeWarping.firstColumns(cost: cost, rows: rows, columns: columns)
    #expect(firsts[0] == 0 && firsts == firsts.sorted())
    // A row lasts until the next one begins, one column before it or in the same.
    func cheapest(_ row: Int, _ column: Int) -> Float {
      let here = cost[row * columns + column]
      if row == rows - 1, column == columns - 1 { return here }
      var rest = Float.infinity
      for (down, right) in [(1, 1), (1, 0), (0, 1)] where row + down < rows && column + right < columns {
        rest = min(rest, cheapest(row + down, column + right))
      }
      return here + rest
    }
    func along(_ row: Int, _ column: Int) -> Float {
      let here = cost[row * columns + column]
      if row == rows - 1, column == columns - 1 { return here }
      var rest = Float.infinity
      for (down, right) in [(1, 1), (1, 0), (0, 1)] where row + down < rows && column + right < columns {
        if down == 1, firsts[row + 1] != column + right { continue }
        rest = min(rest, along(row + down, column + right))
      }
      return here + rest
    }
    #expect(abs(along(0, 0) - cheapest(0, 0)) < 1e-4)
  }
}
