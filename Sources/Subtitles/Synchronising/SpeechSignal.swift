import Timeline

/// How much is spoken in any span of the media, in seconds.
struct SpeechSignal {
  /// Where somebody speaks, in order, apart from each other.
  let stretches: [ClosedRange<Double>]
  let duration: Double
  /// Of the media, 0…1.
  let share: Double
  /// Speech before each instant of a grid, less what would be there if it were spread evenly.
  private let sums: [Double]

  private static let step = 0.05
  /// Beyond two days nothing is looked at.
  private static let longest = 172_800.0
  /// Shorter pauses are none.
  private static let pause = 0.3

  init(speech: [TimeRange], duration: MediaTime) {
    let spoken = speech.map { ($0.start.seconds, $0.end.seconds) }.filter { $0.1 > 0 && $0.0 < Self.longest }
      .sorted { $0 < $1 }
    var stretches: [ClosedRange<Double>] = []
    for (start, end) in spoken {
      let (start, end) = (max(0, start), min(end, Self.longest))
      if let last = stretches.last, start - last.upperBound < Self.pause {
        stretches[stretches.count - 1] = last.lowerBound...max(last.upperBound, end)
      } else {
        stretches.append(start...max(start, end))
      }
    }
    self.stretches = stretches
    self.duration = max(min(duration.seconds, Self.longest), stretches.last?.upperBound ?? 0)
    let total = stretches.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    share = self.duration > 0 ? total / self.duration : 0
    var sums: [Double] = []
    var (before, next) = (0.0, 0)
    for index in 0...Int(self.duration / Self.step) + 1 {
      let time = min(Double(index) * Self.step, self.duration)
      while next < stretches.count, stretches[next].upperBound <= time {
        before += stretches[next].upperBound - stretches[next].lowerBound
        next += 1
      }
      let part = next < stretches.count ? max(0, time - stretches[next].lowerBound) : 0
      sums.append(before + part - share * time)
    }
    self.sums = sums
  }

  /// How much more is spoken from `start` to `end` than anywhere on average; before and after the media nothing is.
  func excess(from start: Double, to end: Double) -> Double { sum(before: end) - sum(before: start) }

  private func sum(before time: Double) -> Double {
    guard time > 0 else { return -share * time }
    guard time < duration else { return -share * (time - duration) }
    let place = time / Self.step
    let index = min(Int(place), sums.count - 2)
    return sums[index] + (sums[index + 1] - sums[index]) * (place - Double(index))
  }

  /// The nearest beginning of speech within `reach`.
  func onset(near time: Double, reach: Double) -> Double? {
    let next = stretches.partitionIndex { $0.lowerBound >= time }
    return [next - 1, next].filter { stretches.indices.contains($0) }.map { stretches[$0].lowerBound }
      .min { abs($0 - time) < abs($1 - time) }.flatMap { abs($0 - time) <= reach ? $0 : nil }
  }
}
