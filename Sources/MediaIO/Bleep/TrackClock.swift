import Timeline

/// Where the packets of a track lie on its own grid of samples: the time stamp of the first packet says where it begins,
/// and the others follow sample by sample, as decoders count and as words are timed.
///
/// Time stamps that are off by more than 100 ms, or four times in a row by more than 20 ms, begin a new grid; `SampleClock`
/// has the same limits.
struct TrackClock {
  private static let jitter = MediaTime(milliseconds: 20)
  private static let gap = MediaTime(milliseconds: 100)
  private static let patience = 4

  let rate: Int64
  /// Samples since the grid began.
  private(set) var count: Int64 = 0
  /// The time of sample 0 of the grid; nil before the first packet.
  private(set) var origin: MediaTime?
  /// Packets in a row that were off.
  private var offCount = 0

  init(rate: Int) { self.rate = Int64(max(1, rate)) }

  /// Takes a packet of `samples`.
  ///
  /// - Parameter time: its time stamp; nil where it has none and follows on.
  /// - Returns: the time of its first sample, and whether it follows the one before.
  mutating func place(at time: MediaTime?, samples: Int) -> (time: MediaTime, isContinuous: Bool) {
    defer { count += Int64(samples) }
    guard let origin else {
      self.origin = time ?? .zero
      return (time ?? .zero, false)
    }
    let expected = origin + MediaTime(count: count, perSecond: rate)
    guard let time else { return (expected, true) }
    let distance = max(time - expected, expected - time)
    offCount = distance > Self.jitter ? offCount + 1 : 0
    guard distance > Self.gap || offCount >= Self.patience else { return (expected, true) }
    offCount = 0
    count = 0
    self.origin = time
    return (time, false)
  }
}
