import Speech
import TestSupport
import Testing

struct OrderedIntervalsTests {
  private func best(_ gains: [[Float]]) -> [Range<Int>] {
    OrderedIntervals.best(gains: gains.flatMap { $0 }, rows: gains.count, columns: gains.first?.count ?? 0)
  }

  @Test func `rows take the columns that they gain by`() {
    let intervals = best([
      [1, 1, -1, -1, -1, -1],
      [-1, -1, 1, 1, -1, -1],
      [-1, -1, -1, -1, 1, 1],
    ])
    #expect(intervals == [0..<2, 2..<4, 4..<6])
  }

  @Test func `columns by which nobody gains are nobody's`() {
    #expect(best([[-1, 1, -1, -1, -1, -1, -1], [-1, -1, -1, -1, 1, 1, -1]]) == [1..<2, 4..<6])
  }

  @Test func `a small loss is taken for what lies behind it`() {
    #expect(best([[2, -1, 2, -5, 2]]) == [0..<3])
  }

  @Test func `rows that gain nowhere lie where the row before them ended`() {
    #expect(best([[-1, 1, 1, -1], [-1, -1, -1, -1], [-1, -1, -1, 1]]) == [1..<3, 3..<3, 3..<4])
    #expect(best([[-1, -1], [-1, 1]]) == [0..<0, 1..<2])
  }

  @Test func `order matters more than gain`() {
    // The second row would gain most before the first.
    #expect(best([[-1, -1, 3, -1], [2, -1, -1, 1]]) == [2..<3, 3..<4])
  }

  @Test func `single columns and nothing`() {
    #expect(best([[1], [2]]) == [0..<0, 0..<1])
    #expect(best([]).isEmpty)
    #expect(OrderedIntervals.best(gains: [], rows: 2, columns: 0) == [0..<0, 0..<0])
  }

  @Test(arguments: 0..<40)
  func `no other intervals gain more`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let (rows, columns) = (3, 6)
    let gains = (0..<rows).map { _ in (0..<columns).map { _ in Float.random(in: -1...0.7, using: &generator) } }
    let found = best(gains)
    var end = 0
    for interval in found {
      #expect(interval.lowerBound >= end && interval.upperBound <= columns)
      end = interval.upperBound
    }
    func most(_ row: Int, from first: Int) -> Float {
      guard row < rows else { return 0 }
      var result = most(row + 1, from: first)
      for start in first..<columns {
        var sum: Float = 0
        for last in start..<columns {
          sum += gains[row][last]
          result = max(result, sum + most(row + 1, from: last + 1))
        }
      }
      return result
    }
    let total = zip(found, gains).reduce(Float(0)) { $0 + $1.1[$1.0].reduce(0, +) }
    #expect(abs(total - most(0, from: 0)) < 1e-4)
  }
}
