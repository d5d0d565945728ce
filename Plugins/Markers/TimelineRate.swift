import Timeline

/// The frame rate of an editor's timeline: one of those that editors have.
struct TimelineRate: Equatable {
  /// As people write it: `29.97`.
  let name: String
  /// Frames a second.
  let rate: Rational
  /// What time codes count as a second: 30 at 29.97.
  let nominal: Int64

  private init(_ name: String, _ nominal: Int64, _ rate: Rational) {
    self.name = name
    self.nominal = nominal
    self.rate = rate
  }

  /// Slowest first.
  static let all = [
    TimelineRate("23.976", 24, Rational(24_000, 1001)), TimelineRate("24", 24, Rational(24, 1)),
    TimelineRate("25", 25, Rational(25, 1)),
    TimelineRate("29.97", 30, Rational(30_000, 1001)), TimelineRate("30", 30, Rational(30, 1)),
    TimelineRate("47.952", 48, Rational(48_000, 1001)), TimelineRate("48", 48, Rational(48, 1)),
    TimelineRate("50", 50, Rational(50, 1)),
    TimelineRate("59.94", 60, Rational(60_000, 1001)), TimelineRate("60", 60, Rational(60, 1)),
  ]

  /// For sound without a picture: its frames last 40 ms, so times in them are easy to read.
  static let ofSound = TimelineRate("25", 25, Rational(25, 1))

  /// Whether time codes may leave out numbers to keep to the clock: at 29.97 and 59.94.
  var mayDropFrames: Bool { rate.denominator == 1001 && nominal % 30 == 0 }

  /// Frame numbers that are left out at the start of a minute where frames are dropped.
  var droppedFrames: Int64 { mayDropFrames ? nominal / 15 : 0 }

  /// The timeline that an editor makes for a picture of this rate. Measured rates (2997/100, 30.0003) become exact ones;
  /// at 15 or 120 frames every frame is one of 30 or 60; what else there is, such as the mean of a telephone's changing
  /// rate, becomes the nearest.
  ///
  /// - Parameter rate: nil for sound; what is no rate of pictures (not above 0, or above 1000) counts as that.
  init(nearestTo rate: Rational?) {
    guard let value = rate?.value, value > 0, value <= 1000 else {
      self = .ofSound
      return
    }
    let same = Self.all.first { abs($0.rate.value / value - 1) < 0.0002 }
    let slow = Self.all.first { Self.isWhole($0.rate.value / value) }
    let fast = Self.all.last { Self.isWhole(value / $0.rate.value) }
    let nearest = Self.all.min { abs($0.rate.value - value) < abs($1.rate.value - value) }
    self = same ?? slow ?? fast ?? nearest ?? .ofSound
  }

  /// A rate by its name. Nil for one that editors do not have.
  init?(_ name: String) {
    guard let found = Self.all.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// The number of the frame whose start is nearest, from 0; halves count up.
  func frame(at time: MediaTime) -> Int64 {
    max(0, time.ticks(in: Rational(rate.denominator, rate.numerator)))
  }

  private static func isWhole(_ ratio: Double) -> Bool {
    ratio >= 1.5 && ratio <= 100 && abs(ratio / ratio.rounded() - 1) < 0.0002
  }
}
