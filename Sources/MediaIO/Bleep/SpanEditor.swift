import CFFmpeg
import Timeline

/// What is bleeped in a track.
struct TrackSpans: Hashable, Sendable {
  /// In order, apart from each other, on the media clock.
  var ranges: [TimeRange]
  /// Of the tone of each span.
  var amplitudes: [Double]
  /// Of the tone, in hertz.
  var frequency: Double
  var fade: MediaTime

  /// The shape of a span on a grid of samples of which the first is at `origin`.
  func shape(_ index: Int, origin: MediaTime = .zero, rate: Int64) -> BleepShape {
    BleepShape(
      start: (ranges[index].start - origin).count(perSecond: rate),
      end: (ranges[index].end - origin).count(perSecond: rate),
      fade: fade.seconds * Double(rate), amplitude: amplitudes[index],
      step: 2 * .pi * frequency / Double(max(1, rate)))
  }

  /// The spans that end behind `start` and begin before `end`.
  func indices(from start: MediaTime, to end: MediaTime) -> Range<Int> {
    let first = ranges.partition { $0.end > start }
    return first..<max(first, ranges.partition { $0.start >= end })
  }
}

extension [TimeRange] {
  /// The first of which `isBehind` is true; all behind it must be so too.
  func partition(_ isBehind: (TimeRange) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Bleeps a track piece by piece, from its start to its end.
struct SpanEditor {
  private let spans: TrackSpans
  private var clock: TrackClock
  /// Where the sound ends so far, on the media clock.
  var end: MediaTime { clock.end }
  private var roles: ChannelRoles?
  /// Where the piece that was placed last begins on the grid, and what is bleeped of it. Twice where its place is in doubt:
  /// rather too much is bleeped than too little.
  private var touched: [(position: Int64, shapes: [BleepShape])] = []

  init(_ spans: TrackSpans, clock: TrackClock) {
    self.spans = spans
    self.clock = clock
  }

  /// Takes note of the next piece: where it lies, and whether a span is in it.
  mutating func place(at time: MediaTime?, samples: Int) -> (place: TrackClock.Place, isTouched: Bool) {
    let place = clock.place(at: time, samples: samples)
    touched = [place.position, place.otherPosition].compactMap(\.self).compactMap { position in
      let shapes = shapes(from: position, to: position + Int64(samples))
      return shapes.isEmpty ? nil : (position, shapes)
    }
    return (place, !touched.isEmpty)
  }

  private func shapes(from start: Int64, to end: Int64) -> [BleepShape] {
    // A sample more at both ends, for what rounding does.
    let found = spans.indices(
      from: MediaTime(count: start - 1, perSecond: clock.rate), to: MediaTime(count: end + 1, perSecond: clock.rate))
    return found.map { spans.shape($0, rate: clock.rate) }.filter { $0.start < end && $0.end > start }
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
    for (position, shapes) in touched {
      for shape in shapes { SampleFormat.apply(shape, to: frame, at: position + Int64(offset), roles: roles) }
    }
  }
}
