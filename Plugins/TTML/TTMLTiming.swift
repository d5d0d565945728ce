import Timeline

/// The clock parameters of a document, and its time expressions.
struct TTMLTiming {
  /// Frames a second: `ttp:frameRate` times `ttp:frameRateMultiplier`.
  private(set) var frameRate = Rational(30, 1)
  private(set) var tickRate: Int64 = 1

  /// - Parameter parameters: the attributes of `tt` in the parameter namespace, by name.
  init(parameters: [String: String]) {
    let rate = parameters["frameRate"].flatMap { Self.integer($0[...].utf8) }.flatMap {
      (1...100_000).contains($0) ? $0 : nil
    }
    let multiplier = (parameters["frameRateMultiplier"] ?? "").split { $0 == " " || $0 == ":" }
      .compactMap { Self.integer($0.utf8) }.filter { (1...1_000_000).contains($0) }
    let isPair = multiplier.count == 2
    frameRate = Rational((rate ?? 30) * (isPair ? multiplier[0] : 1), isPair ? multiplier[1] : 1)
    let subframes = parameters["subFrameRate"].flatMap { Self.integer($0[...].utf8) } ?? 1
    if let ticks = parameters["tickRate"].flatMap({ Self.integer($0[...].utf8) }), (1...1_000_000_000).contains(ticks) {
      tickRate = ticks
    } else if let rate, (1...100_000).contains(subframes) {
      tickRate = rate * subframes
    }
  }

  /// `HH:MM:SS[.fraction]`, `HH:MM:SS:FF`, or a number with one of the units `h m s ms f t`. Nil for anything else;
  /// what is later than 99,999 hours is taken for that.
  func time(_ expression: String) -> MediaTime? {
    let text = expression.utf8.drop(while: Self.isSpace)
    let trimmed = text.prefix { !Self.isSpace($0) }
    guard text[trimmed.endIndex...].allSatisfy(Self.isSpace) else { return nil }
    let time = trimmed.contains(UInt8(ascii: ":")) ? clockTime(trimmed) : offsetTime(trimmed)
    return time.map { min($0, Self.latest) }
  }

  private static let latest = MediaTime(milliseconds: 359_999_999_999)

  private func clockTime(_ text: Substring.UTF8View) -> MediaTime? {
    let fields = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard fields.count == 3 || fields.count == 4, let hours = Self.integer(fields[0]),
      let minutes = Self.integer(fields[1]), minutes <= 59, hours <= 999_999_999
    else { return nil }
    let whole = MediaTime(count: hours * 3600 + minutes * 60, perSecond: 1)
    if fields.count == 3 {
      guard let seconds = Self.decimal(fields[2]), seconds.value <= 60 else { return nil }
      return whole + MediaTime(ticks: seconds.numerator, timeBase: Rational(1, seconds.denominator))
    }
    // Sub-frames after a dot are below what anyone sees.
    let frameField = fields[3].prefix { $0 != UInt8(ascii: ".") }
    guard let seconds = Self.integer(fields[2]), seconds <= 60, let frames = Self.integer(frameField) else {
      return nil
    }
    return whole + MediaTime(count: seconds, perSecond: 1) + time(ofFrames: Rational(frames, 1))
  }

  private func offsetTime(_ text: Substring.UTF8View) -> MediaTime? {
    let number = text.prefix { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
    guard let value = Self.decimal(number) else { return nil }
    let unit = String(decoding: text[number.endIndex...], as: UTF8.self)
    func seconds(_ numerator: Int64, _ denominator: Int64) -> MediaTime {
      MediaTime(ticks: value.numerator, timeBase: Rational(numerator, value.denominator * denominator))
    }
    switch unit {
    case "h": return seconds(3600, 1)
    case "m": return seconds(60, 1)
    case "s": return seconds(1, 1)
    case "ms": return seconds(1, 1000)
    case "f": return time(ofFrames: value)
    case "t": return seconds(1, tickRate)
    default: return nil
    }
  }

  private func time(ofFrames frames: Rational) -> MediaTime {
    MediaTime(
      ticks: frames.numerator,
      timeBase: Rational(frameRate.denominator, frameRate.numerator * frames.denominator))
  }

  /// Digits with an optional fraction, of which six places count: half a microsecond is enough.
  private static func decimal(_ text: Substring.UTF8View) -> Rational? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, let whole = integer(first) else { return nil }
    guard parts.count == 2 else { return Rational(whole, 1) }
    guard !parts[1].isEmpty, parts[1].allSatisfy(isDigit), whole <= 999_999_999_999 else { return nil }
    var numerator = whole
    var denominator: Int64 = 1
    for digit in parts[1].prefix(6) {
      numerator = numerator * 10 + Int64(digit - UInt8(ascii: "0"))
      denominator *= 10
    }
    return Rational(numerator, denominator)
  }

  /// Up to 15 digits.
  private static func integer(_ text: Substring.UTF8View) -> Int64? {
    guard (1...15).contains(text.count), text.allSatisfy(isDigit) else { return nil }
    return text.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
