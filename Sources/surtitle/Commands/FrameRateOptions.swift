internal import ArgumentParser
internal import Timeline

/// The video that subtitles belong to, or just how many frames it has.
struct FrameRateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The video that the subtitles belong to, for its frame rate and length.", valueName: "file"),
    completion: .file())
  var media: String?

  @Option(
    help: ArgumentHelp(
      "Frames a second, such as 25, 23.976 or 30000/1001, where there is no --media.", valueName: "rate"))
  var frameRate: String?

  func validate() throws {
    if media != nil, frameRate != nil { throw ValidationError("--media and --frame-rate exclude each other") }
    if let frameRate, rate == nil {
      throw ValidationError("--frame-rate takes frames a second, such as 25 or 30000/1001, not “\(frameRate)”")
    }
  }

  /// The one that is named.
  var rate: Rational? { frameRate.flatMap { Rational(frameRate: $0) } }
}

extension Rational {
  /// `25`, `23.976`, `30000/1001`; the decimal forms of the NTSC rates mean those exactly. Nil for what is no rate of
  /// pictures, 1 to 1000 a second.
  init?(frameRate text: String) {
    let parts = text.split(separator: "/")
    if parts.count == 2, let first = Int64(parts[0]), let second = Int64(parts[1]), (1...1_000_000).contains(first),
      (1...100_000).contains(second), (1...1000).contains(Double(first) / Double(second))
    {
      self.init(first, second)
    } else if let value = Double(text), (1...1000).contains(value) {
      let whole = value.rounded(.up)
      // 23.976, 29.97, 59.94, 119.88: a thousandth less than a whole number.
      let isNTSC = abs(value - whole * 1000 / 1001) < 0.005 && value != whole
      self = isNTSC ? Rational(Int64(whole) * 1000, 1001) : Rational(Int64((value * 1000).rounded()), 1000)
    } else {
      return nil
    }
  }
}
