/// An instant that is known on both clocks, in seconds.
struct ClockPoint {
  /// On that of the subtitles.
  var subtitle: Double
  /// On that of the media.
  var media: Double
  /// How much it says, 0…1.
  var weight: Double
  /// Which cue tells it, by its place in the order of starts.
  var cue: Int
}

/// Media time as a linear function of subtitle time.
struct ClockLine: Hashable {
  var rate: Double
  var offset: Double

  func time(_ subtitle: Double) -> Double { rate * subtitle + offset }

  func residual(_ point: ClockPoint) -> Double { point.media - time(point.subtitle) }
}

extension [ClockPoint] {
  /// How far points are from where they should be, in seconds: the spread of the differences between neighbours, which
  /// no offset and hardly a rate changes. At least 0.08, since cues are not timed better than that.
  var noise: Double {
    let differences = zip(self, dropFirst()).compactMap { point, next -> Double? in
      let distance = next.subtitle - point.subtitle
      return distance < 20 ? abs(next.media - point.media - distance) : nil
    }
    guard let median = differences.median else { return 0.08 }
    return Swift.min(0.5, Swift.max(0.08, median / (0.6745 * 2.0.squareRoot())))
  }

  /// Seconds of the subtitles from the first to the last.
  var length: Double { (last?.subtitle ?? 0) - (first?.subtitle ?? 0) }
}

extension [Double] {
  /// Nil for none.
  var median: Double? { quantile(0.5) }

  /// - Parameter part: 0…1 of the values are at most this.
  func quantile(_ part: Double) -> Double? {
    isEmpty ? nil : sorted()[Swift.min(count - 1, Int(Double(count) * part))]
  }

  /// Where most values lie within `width` of each other, in values that are sorted: their middle one and their number.
  func densest(width: Double) -> (value: Double, count: Int)? {
    var best = 0..<0
    var low = 0
    for high in indices {
      while self[high] - self[low] > width { low += 1 }
      if high + 1 - low > best.count { best = low..<(high + 1) }
    }
    return best.isEmpty ? nil : (self[best.lowerBound + best.count / 2], best.count)
  }
}
