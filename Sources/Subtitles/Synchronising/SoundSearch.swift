/// Tries offsets and rates for cues against speech, coarsely.
///
/// The file is taken in stretches of half a minute, in which a rate makes no difference. What each offset is worth to a
/// stretch is computed once; what a rate is worth is then a sum over the stretches, each with an offset of its own.
struct SoundSearch {
  struct Peak {
    var line: ClockLine
    /// 0…0.6.
    var confidence: Double
  }

  /// Seconds between offsets.
  static let step = 0.4
  private static let stretch = 30.0
  private static let largestDrift = 0.05
  /// Offsets that differ less than this are one.
  private static let same = 3.0

  /// In order.
  let spans: [ClosedRange<Double>]
  let signal: SpeechSignal
  let maximumShift: Double

  /// The best line, and how far it stands out; nil for no spans.
  func peak() -> Peak? {
    guard let last = spans.last?.upperBound else { return nil }
    let length = max(last, 1)
    // No more than ten minutes at the end.
    let drift = min(Self.largestDrift, 600 / length)
    let reach = maximumShift + drift * length
    let cells = Int(2 * reach / Self.step) + 1
    let stretches = stretches(cells: cells, reach: reach)
    let offsets = Int(2 * maximumShift / Self.step) + 1
    let rateSteps = Int(drift * length / (2 * Self.step)) + 1

    var (sum, squares, count) = (0.0, 0.0, 0.0)
    var best: (line: ClockLine, score: Double)?
    var rows: [(rate: Double, offset: Double, score: Double)] = []
    var row = [Float](repeating: 0, count: offsets)
    for index in -rateSteps...rateSteps {
      let rate = 1 + drift * Double(index) / Double(rateSteps)
      add(stretches, rate: rate, reach: reach, to: &row)
      for (place, value) in row.enumerated() {
        let value = Double(value)
        sum += value
        squares += value * value
        count += 1
        let line = ClockLine(rate: rate, offset: -maximumShift + Double(place) * Self.step)
        if best.map({ value > $0.score }) ?? true { best = (line, value) }
      }
      for place in Self.highest(row) {
        rows.append((rate, -maximumShift + Double(place) * Self.step, Double(row[place])))
      }
    }
    guard let best, count > 1 else { return nil }
    let deviation = max(1e-9, squares / count - (sum / count) * (sum / count)).squareRoot()
    let height = (best.score - sum / count) / deviation
    let middle = length / 2
    let place = best.line.time(middle)
    let second = rows.filter { abs($0.rate * middle + $0.offset - place) > Self.same }.map(\.score).max() ?? 0
    return Peak(line: best.line, confidence: Self.confidence(height: height, second: second / max(1e-9, best.score)))
  }

  /// - Parameters:
  ///   - height: of the peak above the mean, in standard deviations.
  ///   - second: how high the best is elsewhere, as a part of the peak.
  private static func confidence(height: Double, second: Double) -> Double {
    let standsOut = min(1, max(0, (height - 4) / 4))
    let isAlone = min(1, max(0, (0.95 - second) / 0.3))
    return 0.6 * standsOut * isAlone
  }

  /// What belongs to half a minute of the subtitles.
  private struct Stretch {
    /// Its middle, in seconds on the clock of the subtitles.
    var middle: Double
    /// What each offset is worth to it, from the least.
    var worth: [Float]
  }

  private func stretches(cells: Int, reach: Double) -> [Stretch] {
    var stretches: [Stretch] = []
    var next = 0
    while next < spans.count {
      let begin = spans[next].lowerBound
      let first = next
      while next < spans.count, spans[next].lowerBound < begin + Self.stretch { next += 1 }
      let members = spans[first..<next]
      var worth = [Float](repeating: 0, count: cells)
      for cell in 0..<cells {
        let offset = -reach + Double(cell) * Self.step
        var sum = 0.0
        for span in members { sum += signal.excess(from: span.lowerBound + offset, to: span.upperBound + offset) }
        worth[cell] = Float(sum)
      }
      let end = members.last?.upperBound ?? begin
      stretches.append(Stretch(middle: (begin + min(end, begin + 2 * Self.stretch)) / 2, worth: worth))
    }
    return stretches
  }

  private func add(_ stretches: [Stretch], rate: Double, reach: Double, to row: inout [Float]) {
    for place in row.indices { row[place] = 0 }
    for stretch in stretches {
      let shift = (reach - maximumShift + (rate - 1) * stretch.middle) / Self.step
      let first = min(max(0, Int(shift.rounded())), stretch.worth.count - row.count)
      stretch.worth.withUnsafeBufferPointer { worth in
        row.withUnsafeMutableBufferPointer { row in
          for place in row.indices { row[place] += worth[first + place] }
        }
      }
    }
  }

  /// The places of the best and of the best that is apart from it.
  private static func highest(_ row: [Float]) -> [Int] {
    guard let best = row.indices.max(by: { row[$0] < row[$1] }) else { return [] }
    let apart = Int(same / step)
    let others = row.indices.filter { abs($0 - best) > apart }
    return [best] + (others.max { row[$0] < row[$1] }.map { [$0] } ?? [])
  }
}
