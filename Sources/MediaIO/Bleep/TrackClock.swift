import CFFmpeg
import Media
package import Timeline

/// Where the packets of a track lie on the media clock, by which words are timed: it takes the time stamps as
/// `AudioDecoder` does, so that what is bleeped is what was heard, also where they jump or stand still.
package struct TrackClock {
  package struct Place: Hashable, Sendable {
    /// Of the first sample, in samples of the track since the start of the media.
    package var position: Int64
    /// Where it lies if the next time stamp says that its own, far from all before it, was meant; nil where it is sure.
    package var otherPosition: Int64?
    /// When it begins on the clock of the container, by its time stamp or by those before it.
    package var stamp: MediaTime
    /// Whether it follows the one before.
    package var isContinuous: Bool
  }

  /// Samples a second.
  package let rate: Int64
  private var clock: SampleClock
  /// Where the media start on the clock of the container; nil before that is known.
  private var origin: MediaTime?
  /// The next free place.
  private var expected: Int64 = 0
  private var nextStamp: MediaTime?
  /// Where the sound ends so far, on the media clock.
  var end: MediaTime { MediaTime(count: expected, perSecond: rate) }
  /// A piece whose place the next one tells: its time stamp in samples, the place before it, and its length.
  private var doubt: (position: Int64, expected: Int64, length: Int64)?

  /// - Parameters:
  ///   - origin: where the media start on the clock of the container; nil for where the track does.
  ///   - byteCount, duration: of the media; see `SampleClock`.
  package init(rate: Int, origin: MediaTime?, byteCount: Int64?, duration: MediaTime?) {
    self.rate = Int64(max(1, rate))
    self.origin = origin
    clock = SampleClock(rate: self.rate, byteCount: byteCount, duration: duration)
  }

  init(_ stream: UnsafeMutablePointer<AVStream>, of input: MediaInput) {
    self.init(
      rate: Int(stream.pointee.codecpar.pointee.sample_rate), origin: MediaTime(av: input.context.pointee.start_time),
      byteCount: input.byteCount, duration: MediaInfo(input).duration)
  }

  /// Takes the next piece, of `samples`.
  ///
  /// - Parameter time: its time stamp; nil where it has none and follows on.
  package mutating func place(at time: MediaTime?, samples: Int) -> Place {
    let length = Int64(max(0, samples))
    let stamp = time ?? nextStamp ?? origin ?? .zero
    let isFirst = nextStamp == nil
    nextStamp = stamp + MediaTime(count: length, perSecond: rate)
    if origin == nil { origin = time }
    let position = time.map { ($0 - (origin ?? $0)).count(perSecond: rate) }
    var isContinuous = !isFirst
    if let doubt {
      self.doubt = nil
      let isConfirmed = clock.confirms(position, after: doubt.position, length: doubt.length)
      let placement = clock.resolve(at: doubt.position, expected: doubt.expected, confirmed: isConfirmed)
      expected = doubt.expected
      isContinuous = advance(placement, doubt.length).isContinuous
    }
    let placement = clock.place(at: position, length: length, expected: expected)
    if case .uncertain = placement, let position {
      doubt = (position, expected, length)
      let other = min(max(clock.corrected(position), -Self.farthest), Self.farthest)
      defer { expected += length }
      return Place(position: expected, otherPosition: other, stamp: stamp, isContinuous: isContinuous)
    }
    let (start, follows) = advance(placement, length)
    return Place(position: start, stamp: stamp, isContinuous: isContinuous && follows)
  }

  /// So far from zero that no sum of positions overflows.
  private static let farthest = Int64(1) << 60

  /// Moves the next free place behind a piece.
  private mutating func advance(
    _ placement: SampleClock.Placement, _ length: Int64
  ) -> (position: Int64, isContinuous: Bool) {
    switch placement {
    case .append, .uncertain, .standstill:
      defer { expected += length }
      return (expected, true)
    case .discontinuity:
      defer { expected += length }
      return (expected, false)
    case .silence(let count):
      defer { expected += count + length }
      return (expected + count, false)
    case .trim(let count):
      defer { expected = max(expected, expected - count + length) }
      return (expected - count, false)
    }
  }
}
