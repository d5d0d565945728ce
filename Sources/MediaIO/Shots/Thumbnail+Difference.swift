import CFFmpeg

extension Thumbnail {
  /// How far a block may have moved from one frame to the next, in cells: a sixteenth of the width.
  static let reach = 4
  /// Levels of brightness that differ without meaning: what black and other flat pictures have of noise.
  private static let noise = 2.0

  /// How different two pictures are: 0 for the same, also where things moved; 0.1 at most for frames that follow on
  /// each other, 0.25 where all is in motion; from 0.4 on for pictures of different shots; at most 1 or so.
  ///
  /// Each block of the one is looked for in the other. What remains of difference is held against the difference that
  /// the same two pictures would have with all their cells shuffled. So neither dark nor dull pictures look alike.
  func difference(to other: Thumbnail, reach: Int = reach) -> Double {
    let shuffled = shuffledDifference(to: other)
    let plain = remainder(of: other, reach: 0)
    // Nothing can come of a search where there is next to no difference.
    if plain < 0.02 * (shuffled + Self.noise) { return plain / (shuffled + Self.noise) }
    let remaining = max(remainder(of: other, reach: reach), other.remainder(of: self, reach: reach))
    return remaining / (shuffled + Self.noise)
  }

  /// The mean difference of cells that are drawn from both at random.
  private func shuffledDifference(to other: Thumbnail) -> Double {
    // 64 classes of four levels each.
    var classes = [Int](repeating: 0, count: 64)
    var otherClasses = classes
    for cell in cells { classes[Int(cell >> 2)] += 1 }
    for cell in other.cells { otherClasses[Int(cell >> 2)] += 1 }
    // The mean distance of two distributions is the integral of F(1 − G) + G(1 − F).
    let count = cells.count
    var sum = 0
    var below = 0
    var otherBelow = 0
    for index in 0..<64 {
      below += classes[index]
      otherBelow += otherClasses[index]
      sum += below * (count - otherBelow) + otherBelow * (count - below)
    }
    return 4 * Double(sum) / Double(count * count)
  }

  /// The mean difference of cells where each block lies best within `reach` cells.
  private func remainder(of other: Thumbnail, reach: Int) -> Double {
    let sum = cff_block_difference(
      cells, other.padded(by: reach), CInt(Self.columns), CInt(Self.rows), CInt(reach))
    return Double(sum) / Double(cells.count)
  }

  /// The cells with those at the edge repeated `margin` times beyond it.
  private func padded(by margin: Int) -> [UInt8] {
    if margin == 0 { return cells }
    var result: [UInt8] = []
    result.reserveCapacity((Self.columns + 2 * margin) * (Self.rows + 2 * margin))
    for row in -margin..<(Self.rows + margin) {
      let start = min(max(row, 0), Self.rows - 1) * Self.columns
      result.append(contentsOf: repeatElement(cells[start], count: margin))
      result.append(contentsOf: cells[start..<start + Self.columns])
      result.append(contentsOf: repeatElement(cells[start + Self.columns - 1], count: margin))
    }
    return result
  }
}
