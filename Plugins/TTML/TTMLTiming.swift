import Subtitles
import Timeline

/// The clock parameters of a document, and its time expressions.
struct TTMLTiming {
  /// Frames a second, where the document says so.
  private(set) var statedFrameRate: Rational?
  /// Frames that a second of a SMPTE time code counts: `ttp:frameRate`.
  private var nominalRate: Int64 = 30
  /// Frames a second: `ttp:frameRate` times `ttp:frameRateMultiplier`.
  private var frameRate = Rational(30, 1)
  private var subFrameRate: Int64 = 1
  private var tickRate: Int64 = 1
  /// Whether clock times count frames, and are not those of a clock where the rate is no whole number.
  private var countsFrames = false
  private var dropMode = ""

  /// - Parameter parameters: the attributes of `tt` in the parameter namespace, by name.
  init(parameters: [String: String]) {
    func number(_ name: String, _ range: ClosedRange<Int64>) -> Int64? {
      parameters[name].flatMap { Self.integer($0[...].utf8) }.flatMap { range.contains($0) ? $0 : nil }
    }
    let rate = number("frameRate", 1...10_000)
    let multiplier = (parameters["frameRateMultiplier"] ?? "").split(maxSplits: 4) { $0 == " " || $0 == ":" }
      .compactMap { Self.integer($0.utf8) }.filter { (1...100_000).contains($0) }
    let isPair = multiplier.count == 2
    nominalRate = rate ?? 30
    frameRate = Rational(nominalRate * (isPair ? multiplier[0] : 1), isPair ? multiplier[1] : 1)
    statedFrameRate = rate == nil ? nil : frameRate
    subFrameRate = number("subFrameRate", 1...10_000) ?? 1
    tickRate = number("tickRate", 1...1_000_000_000) ?? rate.map { $0 * subFrameRate } ?? 1
    countsFrames = parameters["timeBase"] == "smpte"
    dropMode = parameters["dropMode"] ?? ""
  }

  /// The attributes that say `rate`: whole frames, and what makes them those of television. None where no rate of that
  /// kind is near.
  static func parameters(of rate: Rational) -> [(String, String)] {
    guard rate.numerator > 0, (1...100_000).contains(rate.denominator), (1...10_000).contains(rate.value) else {
      return []
    }
    let whole = Int64(rate.value.rounded(.up))
    let (numerator, denominator) = (rate.numerator, rate.denominator * whole)
    var (a, b) = (numerator, denominator)
    while b != 0 { (a, b) = (b, a % b) }
    guard numerator != denominator else { return [("ttp:frameRate", "\(whole)")] }
    guard numerator / a <= 100_000, denominator / a <= 100_000 else { return [] }
    return [("ttp:frameRate", "\(whole)"), ("ttp:frameRateMultiplier", "\(numerator / a) \(denominator / a)")]
  }

  /// `HH:MM:SS[.fraction]`, `HH:MM:SS:FF[.sub-frames]`, or a number with one of the units `h m s ms f t`; a wall clock
  /// without a date is a clock time. Lyrics of Apple have `[M:]SS.fraction`. Nil for anything else; what is later than
  /// 99,999 hours is taken for that.
  func time(_ expression: String) -> MediaTime? {
    var text = expression.utf8.drop(while: Self.isSpace)
    while let last = text.last, Self.isSpace(last) { text.removeLast() }
    if text.starts(with: "wallclock(".utf8), text.last == UInt8(ascii: ")") { text = text.dropFirst(10).dropLast() }
    let time = text.contains(UInt8(ascii: ":")) ? clockTime(text) : offsetTime(text)
    return time.map { min($0, SubtitleDocument.latestTime) }
  }

  private func clockTime(_ text: Substring.UTF8View) -> MediaTime? {
    let fields = text.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    if fields.count == 2, let minutes = Self.integer(fields[0]), let seconds = Self.decimal(fields[1]),
      seconds.whole < 60, seconds.denominator > 1
    {
      return MediaTime(ticks: minutes, timeBase: Rational(60, 1)) + seconds.time(of: Rational(1, 1))
    }
    guard fields.count == 3 || fields.count == 4, let hours = Self.integer(fields[0]),
      let minutes = Self.integer(fields[1]), minutes <= 59, hours <= 999_999_999
    else { return nil }
    guard fields.count == 4 else {
      guard let seconds = Self.decimal(fields[2]), seconds.whole <= 60 else { return nil }
      return whole(hours, minutes, seconds.whole, frames: 0)
        + seconds.fraction(of: countsFrames ? second : Rational(1, 1))
    }
    let parts = fields[3].split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
    guard let seconds = Self.integer(fields[2]), seconds <= 60, parts.count <= 2, let frames = Self.integer(parts[0]),
      frames <= 1_000_000
    else { return nil }
    let time = whole(hours, minutes, seconds, frames: frames)
    guard parts.count == 2 else { return time }
    guard let subFrames = Self.integer(parts[1]), subFrames <= 1_000_000 else { return nil }
    return time
      + MediaTime(ticks: subFrames, timeBase: Rational(frameRate.denominator, frameRate.numerator * subFrameRate))
  }

  /// Time codes count frames: where their rate is no whole number, an hour of them is not an hour. Some leave out numbers
  /// to make up for that.
  private func whole(_ hours: Int64, _ minutes: Int64, _ seconds: Int64, frames: Int64) -> MediaTime {
    let clock = hours * 3600 + minutes * 60 + seconds
    guard countsFrames else { return MediaTime(count: clock, perSecond: 1) + time(ofFrames: frames) }
    let dropped: Int64 =
      switch dropMode {
      case "dropNTSC": (hours * 54 + minutes - minutes / 10) * 2
      case "dropPAL": (hours * 27 + minutes / 2 - minutes / 20) * 4
      default: 0
      }
    return time(ofFrames: max(0, clock * nominalRate + frames - dropped))
  }

  /// A second of a time code in seconds.
  private var second: Rational { Rational(nominalRate * frameRate.denominator, frameRate.numerator) }

  private func time(ofFrames frames: Int64) -> MediaTime {
    MediaTime(ticks: frames, timeBase: Rational(frameRate.denominator, frameRate.numerator))
  }

  private func offsetTime(_ text: Substring.UTF8View) -> MediaTime? {
    let number = text.prefix { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
    guard let value = Self.decimal(number) else { return nil }
    switch String(decoding: text[number.endIndex...], as: UTF8.self) {
    case "h": return value.time(of: Rational(3600, 1))
    case "m": return value.time(of: Rational(60, 1))
    case "s": return value.time(of: Rational(1, 1))
    case "ms": return value.time(of: Rational(1, 1000))
    case "f": return value.time(of: Rational(frameRate.denominator, frameRate.numerator))
    case "t": return value.time(of: Rational(1, tickRate))
    // No unit at all is what some write for seconds.
    case "": return value.time(of: Rational(1, 1))
    default: return nil
    }
  }

  /// A number with places after the point, of which nine count: a flick is longer than a nanosecond.
  private struct Decimal {
    var whole: Int64
    var numerator: Int64 = 0
    var denominator: Int64 = 1

    /// That many units, each of them `unit` seconds.
    func time(of unit: Rational) -> MediaTime { MediaTime(ticks: whole, timeBase: unit) + fraction(of: unit) }

    func fraction(of unit: Rational) -> MediaTime {
      MediaTime(ticks: numerator, timeBase: Rational(unit.numerator, unit.denominator * denominator))
    }
  }

  private static func decimal(_ text: Substring.UTF8View) -> Decimal? {
    let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, let whole = integer(first) else {
      return nil
    }
    var value = Decimal(whole: whole)
    guard parts.count == 2 else { return value }
    guard !parts[1].isEmpty, parts[1].allSatisfy(isDigit) else { return nil }
    for digit in parts[1].prefix(9) {
      value.numerator = value.numerator * 10 + Int64(digit - UInt8(ascii: "0"))
      value.denominator *= 10
    }
    return value
  }

  /// Up to 15 digits.
  private static func integer(_ text: Substring.UTF8View) -> Int64? {
    guard (1...15).contains(text.count), text.allSatisfy(isDigit) else { return nil }
    return text.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
