import Timeline

/// Finds the frame rate in the time stamps of packets, in memory that does not grow with their number.
struct FrameRateMeter {
  /// Rates of the trade; others are taken as the time base gives them.
  private static let usual = [
    Rational(24_000, 1001), Rational(24, 1), Rational(25, 1), Rational(30_000, 1001), Rational(30, 1),
    Rational(48_000, 1001),
    Rational(48, 1), Rational(50, 1), Rational(60_000, 1001), Rational(60, 1), Rational(100, 1),
    Rational(120_000, 1001), Rational(120, 1), Rational(15, 1), Rational(15_000, 1001), Rational(25, 2),
    Rational(12, 1), Rational(10, 1),
  ]
  /// Packets may come so many places away from the order in which they are shown.
  private static let disorder = 32
  /// Different distances of frames, beyond which there is no rate.
  private static let mostDistances = 64

  private var waiting: [Int64] = []
  private var last: Int64?
  private(set) var first: Int64?
  private var distances: [Int64: Int] = [:]
  private var isErratic = false

  /// The time of a packet, in units of the stream's time base.
  mutating func add(_ time: Int64) {
    let place = waiting.lastIndex { $0 <= time }.map { $0 + 1 } ?? 0
    waiting.insert(time, at: place)
    if waiting.count > Self.disorder { take(waiting.removeFirst()) }
  }

  private mutating func take(_ time: Int64) {
    defer { last = time }
    guard let last else {
      first = time
      return
    }
    let (distance, overflow) = time.subtractingReportingOverflow(last)
    guard distance > 0, !overflow, !isErratic else { return }
    distances[distance, default: 0] += 1
    if distances.count > Self.mostDistances { isErratic = true }
  }

  /// Frames a second; nil where the rate varies or there are fewer than eight frames.
  ///
  /// - Parameter timeBase: the unit of the times, in seconds.
  mutating func rate(timeBase: Rational) -> Rational? {
    while !waiting.isEmpty { take(waiting.removeFirst()) }
    let count = distances.values.reduce(0, +)
    guard !isErratic, count >= 7, timeBase.numerator > 0, timeBase.denominator > 0 else { return nil }
    let sorted = distances.sorted { $0.key < $1.key }
    var passed = 0
    let median = Double(
      sorted.first {
        passed += $0.value; return 2 * passed >= count
      }?.key ?? 1)
    // Frames that were left out make distances of several.
    var frames = 0.0
    var ticks = 0.0
    for (distance, times) in sorted {
      frames += (Double(distance) / median).rounded() * Double(times)
      ticks += Double(distance) * Double(times)
    }
    guard frames > 0 else { return nil }
    let period = ticks / frames
    // A unit of rounding, and a little where units are fine.
    let tolerance = max(1.01, 0.02 * period)
    let fitting = sorted.reduce(0) { sum, entry in
      let distance = Double(entry.key)
      return abs(distance - (distance / period).rounded() * period) <= tolerance && distance > period / 2
        ? sum + entry.value : sum
    }
    guard 20 * fitting >= 19 * count else { return nil }
    let unit = timeBase.value
    let rate = 1 / (period * unit)
    guard rate >= 0.1 else { return nil }
    // The first and the last time may be off by half a unit each.
    let doubt = rate * (0.0002 + 1 / ticks)
    if let known = Self.usual.min(by: { abs($0.value - rate) < abs($1.value - rate) }), abs(known.value - rate) < doubt
    {
      return known
    }
    if distances.count == 1 {
      let (denominator, overflow) = timeBase.numerator.multipliedReportingOverflow(by: sorted[0].key)
      if !overflow, denominator <= 1 << 32 { return Rational(timeBase.denominator, denominator) }
    }
    return rate < 1000 ? Rational(Int64((rate * 1000).rounded()), 1000) : nil
  }
}
