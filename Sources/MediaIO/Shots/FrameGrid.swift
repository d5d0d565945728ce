import Timeline

/// Turns times of the stream into times on the media clock, without the rounding of coarse containers.
struct FrameGrid {
  private let timeBase: Rational
  /// The instant in stream time that is zero on the media clock.
  private let origin: MediaTime
  private let rate: Rational?
  /// The time of a frame on the grid.
  private let first: MediaTime

  /// - Parameters:
  ///   - timeBase: the unit of the stream's times, in seconds.
  ///   - origin: the instant in stream time that is zero on the media clock.
  ///   - rate: the constant frame rate; nil for none.
  ///   - first: the time of one frame in units of the time base.
  init(timeBase: Rational, origin: MediaTime, rate: Rational?, first: Int64) {
    self.timeBase = timeBase
    self.origin = origin
    self.rate = rate
    self.first = MediaTime(ticks: first, timeBase: timeBase)
  }

  func time(_ ticks: Int64) -> MediaTime {
    let time = MediaTime(ticks: ticks, timeBase: timeBase)
    guard let rate, rate.numerator > 0, rate.denominator > 0 else { return time - origin }
    let frame = Rational(rate.denominator, rate.numerator)
    let exact = first + MediaTime(ticks: (time - first).ticks(in: frame), timeBase: frame)
    // Further away it is no rounding, but a frame that keeps to no grid.
    let unit = MediaTime(ticks: 1, timeBase: timeBase)
    return (abs((exact - time).flicks) <= unit.flicks ? exact : time) - origin
  }
}
