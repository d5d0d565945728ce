internal import Foundation
internal import Timeline
internal import Transcript

/// Where the topic changes: TextTiling (Hearst 1997) on vectors of utterances. Before each utterance what is said in the
/// block of words behind is compared with what is said in the one ahead; a shift is where that similarity has a deep valley.
struct TopicShifts {
  /// A place where a chapter can begin.
  struct Shift {
    /// The utterance that begins it, not the first one.
    var unit: Int
    /// How far the similarity rises to both sides, 0…4, and a little more where there is a pause.
    var score: Double
  }

  private let units: [TextUnit]
  private let vectors: SentenceVectors

  /// Words of a block: some six sentences, the ten of Hearst's blocks being shorter ones of writing.
  private static let block = 120
  /// Words from which an utterance counts fully; shorter ones, as “Yes, exactly.”, are about anything.
  private static let fullLength = 12
  /// The silence that makes a valley half as deep again.
  private static let longPause = 3.0
  /// Valleys that are less deep are those of any text.
  private static let leastDepth = 0.08

  init(_ units: [TextUnit], _ vectors: SentenceVectors) {
    (self.units, self.vectors) = (units, vectors)
  }

  /// In time order, each at the start of a segment and at least `shortest` from the others, from the start and from `end`.
  func shifts(shortest: MediaTime, end: MediaTime) -> [Shift] {
    guard units.count > 2, end >= shortest + shortest else { return [] }
    let similarities = smoothed(blockSimilarities())
    let depths = Self.depths(similarities)
    // Valleys are at their lowest where both neighbours are not lower.
    let valleys = depths.indices.dropFirst().filter {
      depths[$0] > 0 && similarities[$0] <= similarities[$0 - 1]
        && ($0 + 1 == similarities.count || similarities[$0] <= similarities[$0 + 1])
    }.map { depths[$0] }
    guard !valleys.isEmpty else { return [] }
    // Hearst's limit is lower: it has shifts wherever a paragraph is about something else.
    let mean = valleys.reduce(0, +) / Double(valleys.count)
    let limit = max(Self.leastDepth, mean)
    var shifts: [Shift] = []
    for index in 1..<units.count where units[index].startsSegment {
      let depth = depths[index]
      guard depth >= limit else { continue }
      let pause = max(0, (units[index].range.start - units[index - 1].range.end).seconds)
      shifts.append(Shift(unit: index, score: depth * (1 + 0.5 * min(1, pause / Self.longPause))))
    }
    shifts.sort { ($1.score, $0.unit) < ($0.score, $1.unit) }
    var chosen: [Shift] = []
    for shift in shifts {
      let start = units[shift.unit].range.start
      guard start >= shortest, start + shortest <= end else { continue }
      let isApart = chosen.allSatisfy {
        let other = units[$0.unit].range.start
        return other >= start + shortest || other + shortest <= start
      }
      if isApart { chosen.append(shift) }
    }
    return chosen.sorted { $0.unit < $1.unit }
  }

  /// The cosine of the block before and the one from each utterance on; 1 for the first utterance.
  private func blockSimilarities() -> [Double] {
    let width = vectors.width
    let lengths = units.map { max(1, $0.tokens.count) }
    let weights = lengths.map { Double(min($0, Self.fullLength)) / Double(Self.fullLength) }
    var (before, after) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
    func add(_ index: Int, _ sign: Double, to block: inout [Double]) {
      let factor = sign * weights[index]
      vectors.withRow(index) { row in
        for column in 0..<width { block[column] += factor * Double(row[column]) }
      }
    }
    var (first, beforeLength) = (0, 0)
    var (end, afterLength) = (0, 0)
    var result = [1.0]
    for index in 0..<units.count {
      while end < units.count, afterLength < Self.block {
        add(end, 1, to: &after)
        afterLength += lengths[end]
        end += 1
      }
      if index > 0 {
        while first < index - 1, beforeLength - lengths[first] >= Self.block {
          add(first, -1, to: &before)
          beforeLength -= lengths[first]
          first += 1
        }
        result.append(Self.cosine(before, after))
      }
      add(index, 1, to: &before)
      beforeLength += lengths[index]
      add(index, -1, to: &after)
      afterLength -= lengths[index]
    }
    return result
  }

  private static func cosine(_ a: [Double], _ b: [Double]) -> Double {
    var (product, first, second) = (0.0, 0.0, 0.0)
    for column in a.indices {
      product += a[column] * b[column]
      first += a[column] * a[column]
      second += b[column] * b[column]
    }
    // Blocks without a word that counts are like any other.
    return first > 1e-9 && second > 1e-9 ? product / (first * second).squareRoot() : 1
  }

  /// Means of three, which take away what single utterances do.
  private func smoothed(_ values: [Double]) -> [Double] {
    values.indices.map { index in
      let part = values[max(1, index - 1)...max(1, min(values.count - 1, index + 1))]
      return index == 0 ? 1 : part.reduce(0, +) / Double(part.count)
    }
  }

  /// How far the similarity rises from each place to the next peaks on both sides.
  private static func depths(_ values: [Double]) -> [Double] {
    // The first value is no comparison.
    guard values.count > 1 else { return values.map { _ in 0 } }
    var (left, right) = (values, values)
    for index in values.indices.dropFirst(2) where values[index - 1] >= values[index] { left[index] = left[index - 1] }
    for index in values.indices.dropLast().reversed() where values[index + 1] >= values[index] {
      right[index] = right[index + 1]
    }
    return values.indices.map { $0 == 0 ? 0 : left[$0] + right[$0] - 2 * values[$0] }
  }
}
