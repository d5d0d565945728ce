/// Finds which words of one text are which of another when each lacks, adds and changes some, and whole passages may be
/// missing on either side.
///
/// Rows of words that are in each text once are sure to belong together; the longest series of them that is in order in
/// both is kept, and the same is done again between them. Short stretches that remain are compared word by word. So the
/// time grows with the length of the texts and not with its square.
struct WordAligner {
  private let left: [Int32]
  private let right: [Int32]
  /// For each word of the left text the one of the right text that stands in its place, −1 for none. It may be another
  /// word, where one was misheard.
  private(set) var partners: [Int32]
  private var gap = GapAlignment()

  init(_ left: [Int32], _ right: [Int32]) {
    (self.left, self.right) = (left, right)
    partners = [Int32](repeating: -1, count: left.count)
    align()
  }

  private struct Region {
    var left: Range<Int>
    var right: Range<Int>
    var depth: Int
    /// Saturated.
    var area: Int {
      let (area, isTooLarge) = left.count.multipliedReportingOverflow(by: right.count)
      return isTooLarge ? .max : area
    }
  }

  /// Up to this many pairs are compared one by one at once, and where there is no other way.
  private static let small = 4_096
  private static let largestGap = 40_000
  /// Each division makes regions smaller, but a hostile text could make them little smaller.
  private static let deepest = 12

  private mutating func align() {
    var regions = [Region(left: left.indices, right: right.indices, depth: 0)]
    while let region = regions.popLast() {
      guard !region.left.isEmpty, !region.right.isEmpty else { continue }
      // Without words around it that belong together, a region is compared only if nothing else can be done.
      if region.area <= Self.small, region.depth > 0 {
        gap.align(left, region.left, right, region.right, &partners)
        continue
      }
      let blocks = region.depth < Self.deepest ? blocks(in: region) : []
      if blocks.isEmpty {
        if region.area <= Self.largestGap { gap.align(left, region.left, right, region.right, &partners) }
        continue
      }
      var (nextLeft, nextRight) = (region.left.lowerBound, region.right.lowerBound)
      for block in blocks {
        regions.append(
          Region(left: nextLeft..<block.left, right: nextRight..<block.right, depth: region.depth + 1))
        for offset in 0..<block.count { partners[block.left + offset] = Int32(block.right + offset) }
        (nextLeft, nextRight) = (block.left + block.count, block.right + block.count)
      }
      regions.append(
        Region(
          left: nextLeft..<region.left.upperBound, right: nextRight..<region.right.upperBound,
          depth: region.depth + 1))
    }
  }

  /// Words in a row that are the same in both texts.
  private struct Block {
    var left: Int
    var right: Int
    var count: Int
  }

  /// Rows of that many words are looked for, and the shorter only in regions of up to so many pairs: by chance they are
  /// found in any two long texts.
  private static let rows: [(length: Int, largest: Int)] = [
    (6, .max), (4, .max), (3, .max), (2, 4_000_000), (1, 250_000),
  ]

  private func blocks(in region: Region) -> [Block] {
    for row in Self.rows where region.area <= row.largest {
      let pairs = Self.inOrder(commonRows(of: row.length, in: region))
      guard !pairs.isEmpty else { continue }
      var blocks: [Block] = []
      for pair in pairs {
        let block = Block(left: pair.left, right: pair.right, count: row.length)
        guard let last = blocks.last, block.left < last.left + last.count || block.right < last.right + last.count
        else {
          blocks.append(block)
          continue
        }
        // Rows overlap; those that do not continue each other contradict each other, and the first stays.
        if block.left - last.left == block.right - last.right {
          blocks[blocks.count - 1].count = block.left + block.count - last.left
        }
      }
      return blocks
    }
    return []
  }

  private struct Pair {
    var left: Int
    var right: Int
  }

  /// Rows of `length` words that are in each text of the region once, in the order of the left one.
  private func commonRows(of length: Int, in region: Region) -> [Pair] {
    guard region.left.count >= length, region.right.count >= length else { return [] }
    func key(_ words: [Int32], _ start: Int) -> UInt64 {
      var key: UInt64 = 0
      for index in start..<(start + length) {
        key = (key &+ UInt64(UInt32(bitPattern: words[index])) &+ 1) &* 0x9E37_79B9_7F4A_7C15
        key ^= key >> 29
      }
      return key
    }
    // Where a row is, in the form of its number in `rows`.
    var known: [UInt64: Int32] = [:]
    known.reserveCapacity(region.left.count)
    var rows: [(left: Int32, right: Int32)] = []
    let (none, several): (Int32, Int32) = (-1, -2)
    for start in region.left.lowerBound...(region.left.upperBound - length) {
      let key = key(left, start)
      if let row = known[key] {
        rows[Int(row)].left = several
      } else {
        known[key] = Int32(rows.count)
        rows.append((Int32(start), none))
      }
    }
    for start in region.right.lowerBound...(region.right.upperBound - length) {
      guard let row = known[key(right, start)] else { continue }
      rows[Int(row)].right = rows[Int(row)].right == none ? Int32(start) : several
    }
    return rows.compactMap { row in
      guard row.left >= 0, row.right >= 0 else { return nil }
      let pair = Pair(left: Int(row.left), right: Int(row.right))
      // Two rows may have one key.
      return (0..<length).allSatisfy { left[pair.left + $0] == right[pair.right + $0] } ? pair : nil
    }
  }

  /// The longest series of pairs that are in order in both texts.
  private static func inOrder(_ pairs: [Pair]) -> [Pair] {
    // The pair with the least place at which a series of each length can end.
    var ends: [Int] = []
    var previous = [Int](repeating: -1, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      let length = ends.partitionIndex { pairs[$0].right >= pair.right }
      if length > 0 { previous[index] = ends[length - 1] }
      if length < ends.count { ends[length] = index } else { ends.append(index) }
    }
    var series: [Pair] = []
    var index = ends.last ?? -1
    while index >= 0 {
      series.append(pairs[index])
      index = previous[index]
    }
    return series.reversed()
  }
}
