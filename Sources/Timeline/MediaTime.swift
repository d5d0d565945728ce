/// An instant or a duration on a media clock, exact for every rate that media use.
///
/// Counted in *flicks*, 1/705,600,000 s: the unit divides evenly into frames at 24, 25, 30, 48, 50, 60 and their
/// 1000/1001 NTSC variants, into samples at 8 to 192 kHz, the 90 kHz MPEG clock and milliseconds (definition:
/// Facebook, "Flicks", 2018). So neither a frame nor a sample boundary is ever rounded. Range: about ±414 years.
public struct MediaTime: Hashable, Comparable, Sendable {
  /// Flicks in one second.
  public static let flicksPerSecond: Int64 = 705_600_000
  public static let zero = MediaTime(flicks: 0)

  public var flicks: Int64

  public init(flicks: Int64) {
    self.flicks = flicks
  }

  /// The flick nearest to `seconds`. Values beyond the range, infinities and NaN are clamped to the range (NaN to 0).
  public init(seconds: Double) {
    let scaled = (seconds * Double(Self.flicksPerSecond)).rounded()
    if scaled.isNaN {
      flicks = 0
    } else {
      flicks = Int64(exactly: scaled) ?? (scaled < 0 ? .min / 2 : .max / 2)
    }
  }

  /// Exact for any realistic value; clamped to the range beyond it.
  public init(milliseconds: Int64) {
    self.init(count: milliseconds, perSecond: 1000)
  }

  /// `count` units of which `perSecond` make a second: samples at a sample rate, milliseconds at 1000.
  public init(count: Int64, perSecond: Int64) {
    self.init(ticks: count, timeBase: Rational(1, perSecond))
  }

  /// `ticks` units of `timeBase` seconds, as containers count; rounded to the nearest flick, clamped to the range.
  public init(ticks: Int64, timeBase: Rational) {
    flicks = Self.scale(ticks, by: Self.flicksPerSecond, timeBase.numerator, over: timeBase.denominator)
  }

  public var seconds: Double { Double(flicks) / Double(Self.flicksPerSecond) }

  /// The nearest millisecond, halves away from zero. Formats print this; truncation would turn 2.3 s into 2.299.
  public var milliseconds: Int64 { count(perSecond: 1000) }

  /// Seconds to the millisecond; the shortest decimal that says so is what JSON gets.
  package var jsonSeconds: Double { Double(milliseconds) / 1000 }

  /// The nearest whole number of units of which `perSecond` make a second, halves away from zero.
  public func count(perSecond: Int64) -> Int64 {
    Self.scale(flicks, by: perSecond, 1, over: Self.flicksPerSecond)
  }

  /// The nearest whole number of units of `timeBase` seconds, halves away from zero.
  public func ticks(in timeBase: Rational) -> Int64 {
    Self.scale(flicks, by: timeBase.denominator, 1, over: timeBase.numerator * Self.flicksPerSecond)
  }

  public static func < (a: MediaTime, b: MediaTime) -> Bool { a.flicks < b.flicks }
  public static func + (a: MediaTime, b: MediaTime) -> MediaTime { MediaTime(flicks: a.flicks &+ b.flicks) }
  public static func - (a: MediaTime, b: MediaTime) -> MediaTime { MediaTime(flicks: a.flicks &- b.flicks) }
  public static func += (a: inout MediaTime, b: MediaTime) { a = a + b }
  public static func -= (a: inout MediaTime, b: MediaTime) { a = a - b }
  public static prefix func - (a: MediaTime) -> MediaTime { MediaTime(flicks: 0 &- a.flicks) }

  /// The midpoint of two instants.
  public static func midpoint(_ a: MediaTime, _ b: MediaTime) -> MediaTime {
    MediaTime(flicks: a.flicks + (b.flicks - a.flicks) / 2)
  }

  /// `value × a × b ÷ divisor` in 128-bit arithmetic, rounded half away from zero and clamped.
  private static func scale(_ value: Int64, by a: Int64, _ b: Int64, over divisor: Int64) -> Int64 {
    guard divisor != 0 else { return 0 }
    let (factor, overflow) = a.multipliedReportingOverflow(by: b)
    guard !overflow else { return Int64.clamped(Double(value) * Double(a) * Double(b) / Double(divisor)) }
    let product = Int128(value) * Int128(factor)
    let half = Int128(divisor.magnitude) / 2
    let rounded = (product.magnitude + UInt128(half)) / UInt128(divisor.magnitude)
    let negative = (product < 0) != (divisor < 0)
    let limit = UInt128(Int64.max / 2)
    let magnitude = Int64(min(rounded, limit))
    return negative ? -magnitude : magnitude
  }
}

extension MediaTime: Codable {
  public init(from decoder: any Decoder) throws {
    flicks = try decoder.singleValueContainer().decode(Int64.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(flicks)
  }
}

extension MediaTime: CustomStringConvertible {
  /// `H:MM:SS.mmm`, as people read it.
  public var description: String {
    let clock = ClockTime(self)
    let minutes = "\(padded(clock.minutes, 2)):\(padded(clock.seconds, 2)).\(padded(clock.milliseconds, 3))"
    return "\(clock.sign)\(clock.hours):\(minutes)"
  }
}

extension Int64 {
  fileprivate static func clamped(_ value: Double) -> Int64 {
    guard !value.isNaN else { return 0 }
    return Int64(exactly: value.rounded()) ?? (value < 0 ? .min / 2 : .max / 2)
  }
}
