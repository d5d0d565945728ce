/// Compares two short stretches word by word, so that the words that are the same in both, in order, are as many as can
/// be without scattering them.
struct GapAlignment {
  private static let same: Int32 = 4
  private static let other: Int32 = -2
  /// To begin to leave out words; to leave out more costs nothing, as whole passages may be missing.
  private static let opening: Int32 = -3
  private static let impossible = Int32.min / 2

  /// How the best way to a pair ends, for each pair: the bits of `Step`. Kept between calls.
  private var steps: [UInt8] = []

  private enum Way: UInt8 { case pair, leftOut, rightOut }

  /// Writes into `partners` which words of `right[rightRange]` stand in the place of those of `left[leftRange]`.
  mutating func align(
    _ left: [Int32], _ leftRange: Range<Int>, _ right: [Int32], _ rightRange: Range<Int>, _ partners: inout [Int32]
  ) {
    let (rows, columns) = (leftRange.count, rightRange.count)
    let width = columns + 1
    if steps.count < (rows + 1) * width { steps = [UInt8](repeating: 0, count: (rows + 1) * width) }
    // The best score of a way that ends with a pair, with a word left out on the left, and one on the right.
    var pair = [Int32](repeating: Self.impossible, count: width)
    var leftOut = pair
    var rightOut = pair
    pair[0] = 0
    for column in 1..<width {
      rightOut[column] = Self.opening
      steps[column] = Self.step(.pair, .pair, column == 1 ? .pair : .rightOut)
    }
    for row in 1...rows {
      var diagonal = (pair[0], leftOut[0], rightOut[0])
      let word = left[leftRange.lowerBound + row - 1]
      pair[0] = Self.impossible
      leftOut[0] = Self.opening
      rightOut[0] = Self.impossible
      steps[row * width] = Self.step(.pair, row == 1 ? .pair : .leftOut, .pair)
      for column in 1..<width {
        let above = (pair[column], leftOut[column], rightOut[column])
        let isSame = word == right[rightRange.lowerBound + column - 1]
        let (base, pairFrom) = Self.best(diagonal.0, diagonal.1, diagonal.2)
        let (leftBest, leftFrom) = Self.best(above.0 + Self.opening, above.1, above.2 + Self.opening)
        let (rightBest, rightFrom) = Self.best(
          pair[column - 1] + Self.opening, leftOut[column - 1] + Self.opening, rightOut[column - 1])
        pair[column] = max(Self.impossible, base + (isSame ? Self.same : Self.other))
        leftOut[column] = max(Self.impossible, leftBest)
        rightOut[column] = max(Self.impossible, rightBest)
        steps[row * width + column] = Self.step(pairFrom, leftFrom, rightFrom)
        diagonal = above
      }
    }
    var way = Self.best(pair[columns], leftOut[columns], rightOut[columns]).way
    var (row, column) = (rows, columns)
    while row > 0, column > 0 {
      let step = steps[row * width + column]
      switch way {
      case .pair:
        partners[leftRange.lowerBound + row - 1] = Int32(rightRange.lowerBound + column - 1)
        way = Self.way(step & 3)
        row -= 1
        column -= 1
      case .leftOut:
        way = Self.way(step >> 2 & 3)
        row -= 1
      case .rightOut:
        way = Self.way(step >> 4 & 3)
        column -= 1
      }
    }
  }

  private static func best(_ pair: Int32, _ leftOut: Int32, _ rightOut: Int32) -> (score: Int32, way: Way) {
    if pair >= leftOut, pair >= rightOut { return (pair, .pair) }
    return leftOut >= rightOut ? (leftOut, .leftOut) : (rightOut, .rightOut)
  }

  private static func step(_ pair: Way, _ leftOut: Way, _ rightOut: Way) -> UInt8 {
    pair.rawValue | leftOut.rawValue << 2 | rightOut.rawValue << 4
  }

  private static func way(_ bits: UInt8) -> Way { Way(rawValue: bits) ?? .pair }
}
