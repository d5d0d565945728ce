import Timeline

/// Where the packets of a track lie on its own grid of samples.
///
/// Containers round times, Matroska to milliseconds: the grid is the one that lies in the middle of what they say. Time
/// stamps that are off by 20 ms or more begin a new grid, as `SampleClock` does it.
struct TrackClock {
  private static let tolerance = MediaTime(milliseconds: 20)
  /// Packets after which older ones no longer count: clocks of cameras and of sound cards drift apart.
  private static let memory = 512

  let rate: Int64
  /// Samples since the grid began.
  private(set) var count: Int64 = 0
  /// How much later than `count` samples the packets of late are, at least and at most.
  private var current: (low: MediaTime, high: MediaTime, packets: Int)?
  private var settled: MediaTime?

  init(rate: Int) { self.rate = Int64(max(1, rate)) }

  /// The time of sample 0 of the grid; nil before the first packet.
  var origin: MediaTime? { settled ?? current.map { .midpoint($0.low, $0.high) } }

  /// Takes a packet of `samples`.
  ///
  /// - Parameter time: its time stamp; nil where it has none and follows on.
  /// - Returns: the time of its first sample, and whether it follows the one before.
  mutating func place(at time: MediaTime?, samples: Int) -> (time: MediaTime, isContinuous: Bool) {
    let elapsed = MediaTime(count: count, perSecond: rate)
    var isContinuous = origin != nil
    if let time {
      let offset = time - elapsed
      if let origin, max(offset - origin, origin - offset) <= Self.tolerance {
        note(offset)
      } else {
        isContinuous = false
        count = 0
        settled = nil
        current = (time, time, 1)
      }
    } else if origin == nil {
      current = (.zero, .zero, 1)
      isContinuous = false
    }
    let start = (origin ?? .zero) + MediaTime(count: count, perSecond: rate)
    count += Int64(samples)
    return (start, isContinuous)
  }

  private mutating func note(_ offset: MediaTime) {
    guard var (low, high, packets) = current else { return }
    (low, high, packets) = (min(low, offset), max(high, offset), packets + 1)
    if packets >= Self.memory {
      settled = .midpoint(low, high)
      (low, high, packets) = (offset, offset, 1)
    } else if settled == nil || packets >= Self.memory / 2 {
      if settled != nil { settled = .midpoint(low, high) }
    }
    current = (low, high, packets)
  }
}
