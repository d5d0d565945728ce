package import Timeline

/// Decides where decoded frames belong on the grid of output samples, so that sample ÷ rate is the media clock.
///
/// Time stamps are trusted as far as they make sense: jitter below 20 ms is ignored, gaps become silence, overlaps are
/// cut. A jump of more than a second counts only when the next frame confirms it, since damaged packets carry any
/// number. Jumps that cannot be true (see `init`) move the clock instead of writing silence by the gigabyte.
package struct SampleClock {
  package enum Placement: Hashable, Sendable {
    /// The frame follows what came before.
    case append
    /// So many samples of silence come first.
    case silence(Int64)
    /// So many output samples' worth of its beginning are already there; possibly all of it.
    case trim(Int64)
    /// A jump that the next frame has to confirm: ask `confirms`, then `resolve`.
    case uncertain
    /// The frame follows what came before, although its time stamp, so many samples off, says otherwise.
    case discontinuity(Int64)
    /// The time stamps do not run with the sound: this frame and all later ones follow without them.
    case standstill
  }

  private let tolerance: Int64
  private let promptCorrection: Int64
  private let confirmationThreshold: Int64
  private let longestOverlap: Int64
  /// Samples of silence that may still be inserted.
  private var silenceBudget: Int64
  /// Added to time stamps since the clock had to be moved.
  private var correction: Int64 = 0
  private var isFirst = true
  /// Frames in a row that were off to the same side by more than the tolerance.
  private var driftingFrames: Int64 = 0

  private var last: (position: Int64, length: Int64)?
  /// Frames in a row whose time stamp is less than half a frame after the one before.
  private var slowSteps = 0
  private var isStandingStill = false

  /// So many slow steps in a row are no overlap, but time stamps that are wrong throughout (as in some AVI files).
  private static let slowStepsAllowed = 8
  /// How many frames in a row must be late (or early) by 20 to 100 ms before that is corrected: single ones are jitter.
  private static let driftingFramesNeeded: Int64 = 4
  /// Seconds of silence that any file may have.
  private static let silenceAlwaysAllowed: Int64 = 60
  /// Seconds of silence that no file may have more of, whatever it says of itself: two days, 11 GB of samples.
  private static let silenceNeverExceeded: Int64 = 48 * 3600

  /// - Parameters:
  ///   - rate: output samples per second.
  ///   - byteCount: size of the file; nil for a pipe. Silence in sum may not exceed what a file of this size can
  ///     plausibly last, taken at 2 kbit/s, below any codec for speech; a minute is always allowed.
  ///   - duration: what the container says it lasts; nil where it does not. Silence in sum may not exceed it by more than
  ///     a minute, nor two days in any case.
  package init(rate: Int64, byteCount: Int64?, duration: MediaTime?) {
    tolerance = rate / 50
    promptCorrection = rate / 10
    confirmationThreshold = rate
    longestOverlap = 5 * rate
    var seconds = min(max(Self.silenceAlwaysAllowed, (byteCount ?? 0) / 250), Self.silenceNeverExceeded)
    if let duration { seconds = min(seconds, max(0, duration.count(perSecond: 1)) + Self.silenceAlwaysAllowed) }
    silenceBudget = seconds * rate
  }

  /// Where a frame of `length` goes whose time stamp is `position`, when `expected` is the next free place. All in output
  /// samples.
  package mutating func place(at position: Int64?, length: Int64, expected: Int64) -> Placement {
    guard let position, !isStandingStill else { return .append }
    if let last {
      slowSteps = position &- last.position < last.length / 2 ? slowSteps + 1 : 0
    }
    last = (position, length)
    if slowSteps > Self.slowStepsAllowed {
      isStandingStill = true
      return .standstill
    }
    let drift = corrected(position) &- expected
    if isFirst {
      isFirst = false
      return correct(drift)
    }
    switch drift.magnitude {
    case ...UInt64(tolerance):
      driftingFrames = 0
      return .append
    case ...UInt64(promptCorrection):
      driftingFrames = driftingFrames.signum() == drift.signum() ? driftingFrames + drift.signum() : drift.signum()
      return driftingFrames.magnitude < Self.driftingFramesNeeded ? .append : correct(drift)
    case ...UInt64(confirmationThreshold):
      return correct(drift)
    default:
      return .uncertain
    }
  }

  /// Whether a frame at `next` follows a frame at `position` of `length` samples: then the time stamps mean it.
  package func confirms(_ next: Int64?, after position: Int64, length: Int64) -> Bool {
    guard let next else { return false }
    return (next &- position &- length).magnitude <= UInt64(confirmationThreshold)
  }

  /// Where a frame whose time stamp is `position` begins, if its time stamp is trusted.
  package func corrected(_ position: Int64) -> Int64 { position &+ correction }

  /// The placement of a frame that was uncertain.
  package mutating func resolve(at position: Int64, expected: Int64, confirmed: Bool) -> Placement {
    confirmed ? correct(corrected(position) &- expected) : .append
  }

  private mutating func correct(_ drift: Int64) -> Placement {
    driftingFrames = 0
    if drift == 0 { return .append }
    if drift > 0 && drift <= silenceBudget {
      silenceBudget -= drift
      return .silence(drift)
    }
    if drift < 0 && drift >= -longestOverlap { return .trim(-drift) }
    correction &-= drift
    return .discontinuity(drift)
  }
}
