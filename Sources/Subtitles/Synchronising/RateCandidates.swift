/// Speeds that a file may be off by, from the slopes between points some way apart: cuts and wrong points spoil only
/// some of them.
enum RateCandidates {
  struct Candidate {
    var rate: Double
    /// Nil for one that was measured.
    var change: FrameRateChange?
    /// Whether it is certain: nothing is to be fitted to it.
    var isFixed: Bool { rate == 1 || change != nil }
  }

  /// Slopes that are looked at; beyond them lies no change of speed that is in use.
  private static let plausible = 0.7...1.4
  private static let mostPairs = 4_000
  /// Measured speeds that are tried.
  private static let mostMeasured = 3

  /// No change first, then well-known changes near a measured speed, then measured speeds.
  ///
  /// - Parameters:
  ///   - points: in the order of the subtitles.
  ///   - noise: seconds that points are off by.
  static func all(_ points: [ClockPoint], noise: Double) -> [Candidate] {
    let length = points.length
    var candidates = [Candidate(rate: 1)]
    let first = min(90, length / 3)
    guard first > 3 else { return candidates }
    var measured: [(rate: Double, spread: Double)] = []
    var slopes = slopes(points, over: first)
    let spread = noise * 2.0.squareRoot() / first
    let least = max(3, slopes.count / 12)
    while measured.count < mostMeasured, let mode = slopes.densest(width: 2.5 * spread), mode.count >= least {
      measured.append((mode.value, spread))
      slopes.removeAll { abs($0 - mode.value) <= 3 * spread }
    }
    measured = measured.map { refined($0.rate, spread: $0.spread, points, noise: noise, from: first) }
    for (rate, spread) in measured {
      for change in FrameRateChange.all where abs(change.rate - rate) <= max(0.0015, 2 * spread) {
        if !candidates.contains(where: { $0.rate == change.rate }) {
          candidates.append(Candidate(rate: change.rate, change: change))
        }
      }
    }
    return candidates + measured.map { Candidate(rate: $0.rate) }
  }

  /// The same measured over longer and longer distances.
  private static func refined(
    _ rate: Double, spread: Double, _ points: [ClockPoint], noise: Double, from first: Double
  ) -> (rate: Double, spread: Double) {
    var (rate, spread) = (rate, spread)
    var distance = first * 3
    while distance <= points.length * 0.7 {
      let all = slopes(points, over: distance)
      let near = all.filter { abs($0 - rate) <= 2 * spread }
      let finer = noise * 2.0.squareRoot() / distance
      guard near.count >= max(4, all.count / 20), let mode = near.densest(width: 2.5 * finer) else { break }
      (rate, spread) = (mode.value, finer)
      distance *= 3
    }
    return (rate, spread)
  }

  /// Slopes between points about `distance` seconds apart, sorted.
  private static func slopes(_ points: [ClockPoint], over distance: Double) -> [Double] {
    var slopes: [Double] = []
    var next = 0
    let step = max(1, points.count / mostPairs)
    for index in stride(from: 0, to: points.count, by: step) {
      let point = points[index]
      while next < points.count, points[next].subtitle - point.subtitle < distance { next += 1 }
      guard next < points.count else { break }
      let span = points[next].subtitle - point.subtitle
      let slope = (points[next].media - point.media) / span
      if span <= 1.5 * distance, plausible.contains(slope) { slopes.append(slope) }
    }
    return slopes.sorted()
  }
}
