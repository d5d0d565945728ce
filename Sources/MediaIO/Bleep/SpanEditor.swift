import CFFmpeg
import Timeline

/// What is bleeped in a track.
struct TrackSpans: Hashable, Sendable {
  /// In order, apart from each other, on the clock of the container.
  var ranges: [TimeRange]
  /// Of the tone of each span.
  var amplitudes: [Double]
  /// Of the tone, in hertz.
  var frequency: Double
  var fade: MediaTime

  /// The shape of a span on a grid of samples of which the first is at `origin`.
  func shape(_ index: Int, origin: MediaTime, rate: Int64) -> BleepShape {
    BleepShape(
      start: (ranges[index].start - origin).count(perSecond: rate),
      end: (ranges[index].end - origin).count(perSecond: rate),
      fade: fade.seconds * Double(rate), amplitude: amplitudes[index],
      step: 2 * .pi * frequency / Double(max(1, rate)))
  }
}

/// Bleeps a track piece by piece, from its start to its end.
struct SpanEditor {
  private let spans: TrackSpans
  private var clock: TrackClock
  /// The first span that is not over.
  private var next = 0
  /// Of spans that have begun: what a grid says of a span must not change within it.
  private var shapes: [Int: BleepShape] = [:]
  private var roles: ChannelRoles?
  /// Where the piece that was placed last begins on the grid.
  private var position: Int64 = 0

  init(_ spans: TrackSpans, rate: Int) {
    self.spans = spans
    clock = TrackClock(rate: rate)
  }

  /// Takes note of the next piece: when it begins, whether it follows the one before, and whether a span is in it.
  mutating func place(
    at time: MediaTime?, samples: Int
  ) -> (time: MediaTime, isContinuous: Bool, isTouched: Bool) {
    let place = clock.place(at: time, samples: samples)
    if !place.isContinuous {
      shapes = [:]
      // A wild time may have gone past spans that are still to come.
      next = 0
    }
    position = clock.count - Int64(samples)
    while next < spans.ranges.count, spans.ranges[next].end < place.time - MediaTime(seconds: 1) { next += 1 }
    let end = place.time + MediaTime(count: Int64(samples), perSecond: clock.rate)
    var isTouched = false
    for index in next..<spans.ranges.count {
      // A sample more, for what rounding does.
      guard spans.ranges[index].start < end + MediaTime(count: 1, perSecond: clock.rate) else { break }
      if shapes[index] == nil, let origin = clock.origin {
        shapes[index] = spans.shape(index, origin: origin, rate: clock.rate)
      }
      if let shape = shapes[index], shape.start < position + Int64(samples), shape.end > position { isTouched = true }
    }
    return (place.time, place.isContinuous, isTouched)
  }

  /// Bleeps the samples of the piece that was placed last.
  ///
  /// - Parameter offset: of the first sample of `frame` in it.
  /// - Throws: Where there is no memory for it: sound that is to go must not stay.
  mutating func apply(to frame: UnsafeMutablePointer<AVFrame>, offset: Int = 0) throws(SoundCodingError) {
    let code = av_frame_make_writable(frame)
    guard code >= 0 else { throw SoundCodingError(step: "coding", code: code) }
    let roles = self.roles ?? ChannelRoles(&frame.pointee.ch_layout)
    self.roles = roles
    for shape in shapes.values {
      SampleFormat.apply(shape, to: frame, at: position + Int64(offset), roles: roles)
    }
  }
}
