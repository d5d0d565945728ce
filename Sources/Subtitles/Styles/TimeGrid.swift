public import Timeline

/// The instants at which cues may begin and end: the frames of a picture, or milliseconds where its rate is not known.
public struct TimeGrid: Hashable, Sendable {
  /// Frames a second, such as 24000/1001; nil for a grid of milliseconds.
  public let frameRate: Rational?
  /// Seconds between two instants.
  private let step: Rational

  /// - Parameter frameRate: one that is no rate of pictures (not above 0, or above 1000) counts as not known.
  public init(frameRate: Rational? = nil) {
    let rate = frameRate.flatMap { $0.value > 0 && $0.value <= 1000 ? $0 : nil }
    self.frameRate = rate
    step = rate.map { Rational($0.denominator, $0.numerator) } ?? Rational(1, 1000)
  }

  /// What this grid counts in: the frames of its rate, or of 24 a second, and else milliseconds.
  public func time(of ticks: Int64) -> MediaTime { MediaTime(ticks: ticks, timeBase: step) }

  /// The last instant that is not after `time`.
  public func ticksDown(_ time: MediaTime) -> Int64 {
    var ticks = ticks(time)
    while self.time(of: ticks) > time { ticks -= 1 }
    return ticks
  }

  /// The first instant that is not before `time`.
  public func ticksUp(_ time: MediaTime) -> Int64 {
    var ticks = ticks(time)
    while self.time(of: ticks) < time { ticks += 1 }
    return ticks
  }

  /// The instant nearest to `time`.
  public func ticks(_ time: MediaTime) -> Int64 { time.ticks(in: step) }

  /// The least number of ticks that last as long as `span`.
  public func ticks(atLeast span: FrameSpan) -> Int64 { ticksUp(span.time(at: frameRate)) }

  /// The least number of ticks that may stand for `span` in a file. Where its frames are not known, its times are rounded
  /// to milliseconds, and a frame may be as short as a thirtieth of a second.
  public func ticks(roundedFrom span: FrameSpan) -> Int64 {
    guard frameRate == nil else { return ticks(atLeast: span) }
    return switch span {
    case .time: max(0, ticks(atLeast: span) - 1)
    case .frames: ticksDown(span.time(at: Rational(30, 1)))
    }
  }

  /// The number of ticks that is nearest to `span`.
  public func ticks(nearest span: FrameSpan) -> Int64 { ticks(span.time(at: frameRate)) }

  /// The greatest number of ticks that last no longer than `span`.
  public func ticks(atMost span: FrameSpan) -> Int64 { ticksDown(span.time(at: frameRate)) }
}
