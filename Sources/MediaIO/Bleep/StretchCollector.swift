import CFFmpeg
import SystemPackage
import Timeline

/// Keeps the packets of a track around the spans as a file is read, and hands each group of spans over when all that
/// belongs to it is there.
final class StretchCollector {
  /// Spans that are dealt with together.
  struct Group {
    /// Indices of spans.
    var spans: Range<Int>
    /// From the first to the end of the last, on the media clock.
    var range: TimeRange

    /// - Parameters:
    ///   - spans: in order.
    ///   - gap: spans closer than this are dealt with together.
    static func groups(_ spans: [TimeRange], gap: MediaTime) -> [Group] {
      var groups: [Group] = []
      for (index, span) in spans.enumerated() {
        if let last = groups.last, span.start - last.range.end < gap {
          groups[groups.count - 1].range.end = span.end
          groups[groups.count - 1].spans = last.spans.lowerBound..<index + 1
        } else {
          groups.append(Group(spans: index..<index + 1, range: span))
        }
      }
      return groups
    }
  }

  let stream: UnsafeMutablePointer<AVStream>
  private let groups: [Group]
  /// How much is kept on both sides.
  private let reach: MediaTime
  /// Spans of which nothing is kept but what is around them.
  private let hollow: [TimeRange]
  private let path: FilePath
  private let frameSize: Int
  private var clock: TrackClock
  private var held: [HeldPacket] = []
  private var next = 0

  /// Whether a packet that can belong to a span was met where its group does not have it: its time is in doubt, or lies
  /// before that of packets that came earlier.
  private(set) var hasStrays = false
  /// Whether all packets say how long they last.
  private(set) var isMeasured = true
  /// Packets so far, their bytes, and how long they last.
  private(set) var packetCount = 0
  private(set) var byteCount: Int64 = 0
  private(set) var sampleCount: Int64 = 0
  /// Samples of each packet but the last, where they are all the same.
  private(set) var commonSize: Int?
  private(set) var isUniform = true
  private var lastSize: Int?

  /// - Parameters:
  ///   - spans: in order, on the media clock.
  ///   - gap: spans closer than this are dealt with together.
  ///   - frameSize: samples of each packet; 0 where the container says how long packets last.
  init(
    _ stream: UnsafeMutablePointer<AVStream>, of input: MediaInput, spans: [TimeRange], gap: MediaTime,
    reach: MediaTime, frameSize: Int, keepsInside: Bool
  ) {
    self.stream = stream
    path = input.path
    self.reach = reach
    self.frameSize = frameSize
    hollow = keepsInside ? [] : spans
    clock = TrackClock(stream, of: input)
    groups = Group.groups(spans, gap: gap)
  }

  /// Takes the next packet of the track; nil at the end. Calls `body` with each group that is complete.
  func take(
    _ packet: UnsafeMutablePointer<AVPacket>?, _ body: (Group, [HeldPacket]) throws(MediaError) -> Void
  ) throws(MediaError) {
    guard let packet else {
      while next < groups.count { try finish(body) }
      return
    }
    let samples = self.samples(of: packet)
    let stamp = packet.pointee.pts == cff_NOPTS ? packet.pointee.dts : packet.pointee.pts
    let place = clock.place(at: stream.time(stamp), samples: samples)
    // What the container says, whatever the codec usually has: of spectral band replication, packets last twice as long.
    note(stated(packet) ?? samples, Int64(max(0, packet.pointee.size)))
    let time = MediaTime(count: place.position, perSecond: clock.rate)
    let end = time + MediaTime(count: Int64(samples), perSecond: clock.rate)
    noteStray(place, from: time, to: end)
    while next < groups.count, time >= groups[next].range.end + reach { try finish(body) }
    if next < groups.count, end > groups[next].range.start - reach,
      !isHollow(from: time, to: end)
    {
      guard let kept = HeldPacket(packet, number: packetCount, time: time, isContinuous: place.isContinuous)
      else { throw MediaError(.io, path: path, message: "not enough memory to hold its sound") }
      held.append(kept)
    }
    packetCount += 1
  }

  /// Whether nothing but what is bleeped lies between two times.
  private func isHollow(from time: MediaTime, to end: MediaTime) -> Bool {
    let next = hollow.partition { $0.end > end }
    return next < hollow.count && hollow[next].start < time
  }

  private func noteStray(_ place: TrackClock.Place, from time: MediaTime, to end: MediaTime) {
    if next > 0, time < groups[next - 1].range.end { hasStrays = true }
    guard let other = place.otherPosition else { return }
    let start = MediaTime(count: other, perSecond: clock.rate)
    let places = [(time, end), (start, start + (end - time))]
    let ranges = groups.map(\.range)
    if places.contains(where: { place in
      let first = ranges.partition { $0.end > place.0 }
      return first < ranges.count && ranges[first].start < place.1
    }) {
      hasStrays = true
    }
  }

  private func finish(_ body: (Group, [HeldPacket]) throws(MediaError) -> Void) throws(MediaError) {
    let group = groups[next]
    next += 1
    try body(group, held)
    guard next < groups.count else { return held.removeAll() }
    let from = groups[next].range.start - reach
    held.removeAll { $0.time < from }
  }

  private func samples(of packet: UnsafeMutablePointer<AVPacket>) -> Int {
    if frameSize > 0 { return frameSize }
    guard let samples = stated(packet) else {
      isMeasured = false
      return 0
    }
    return samples
  }

  /// Samples that a packet has by the container; nil where it says nothing that can be.
  private func stated(_ packet: UnsafeMutablePointer<AVPacket>) -> Int? {
    guard let duration = stream.time(packet.pointee.duration), duration > .zero, duration <= Self.longestPacket else {
      return nil
    }
    return Int(duration.count(perSecond: clock.rate))
  }

  private static let longestPacket = MediaTime(seconds: 60)

  private func note(_ samples: Int, _ bytes: Int64) {
    byteCount += bytes
    sampleCount += Int64(samples)
    // A millisecond, to which Matroska rounds.
    if let lastSize {
      if let commonSize, abs(commonSize - lastSize) > Int(clock.rate) / 1_000 { isUniform = false }
      commonSize = commonSize ?? lastSize
    }
    lastSize = samples
  }

  /// Where the sound ends so far, on the media clock.
  var end: MediaTime { clock.end }

  /// Bits a second, on the average; 0 where nobody knows.
  var bitRate: Int64 {
    guard sampleCount > 0 else { return 0 }
    return Int64(Double(byteCount) * 8 * Double(clock.rate) / Double(sampleCount))
  }
}
