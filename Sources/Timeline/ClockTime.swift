/// A time split into clock fields, rounded to the millisecond, for the formats that print it.
public struct ClockTime: Hashable, Sendable {
  public var isNegative: Bool
  /// Not limited to 24 or 99.
  public var hours: Int64
  /// 0…59.
  public var minutes: Int64
  /// 0…59.
  public var seconds: Int64
  /// 0…999.
  public var milliseconds: Int64

  public init(_ time: MediaTime) {
    let total = time.milliseconds
    let magnitude = Int64(total.magnitude)
    isNegative = total < 0
    hours = magnitude / 3_600_000
    minutes = magnitude / 60_000 % 60
    seconds = magnitude / 1000 % 60
    milliseconds = magnitude % 1000
  }

  var sign: String { isNegative ? "-" : "" }

  /// `HH:MM:SS<separator>mmm`; hours take more digits where they need them. SubRip separates with `,`, WebVTT and
  /// TTML with `.`.
  public func formatted(separator: Character) -> String {
    "\(hoursMinutesSeconds)\(separator)\(padded(milliseconds, 3))"
  }

  /// `HH:MM:SS`, the fraction left out: who goes there misses nothing.
  public var hoursMinutesSeconds: String {
    "\(sign)\(padded(hours, 2)):\(padded(minutes, 2)):\(padded(seconds, 2))"
  }
}

/// `value` in decimal with leading zeros to at least `width` digits.
func padded(_ value: Int64, _ width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
