import Timeline

/// Numbers and times for people.
enum PageText {
  /// `12,345`
  static func grouped(_ number: Int) -> String {
    let digits = String(number)
    guard digits.count > 3 else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0, digits.first != "-" || index > 1 { text += "," }
      text.append(digit)
    }
    return text
  }

  static func counted(_ count: Int, _ noun: String) -> String { "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")" }

  static func counted(_ count: Int, _ severity: StyleViolation.Severity) -> String { counted(count, noun(severity)) }

  static func noun(_ severity: StyleViolation.Severity) -> String { severity == .info ? "remark" : severity.rawValue }

  /// `Errors`
  static func plural(_ severity: StyleViolation.Severity) -> String {
    let noun = noun(severity)
    return noun.prefix(1).uppercased() + noun.dropFirst() + "s"
  }

  /// `97 %`; nil where there is nothing to have a share of. Neither 0 nor 100 where it is not all or nothing.
  static func share(_ part: Int, of whole: Int) -> String? {
    guard whole > 0 else { return nil }
    let percent = Int((Double(part) * 100 / Double(whole)).rounded())
    return "\(part == 0 ? 0 : part == whole ? 100 : min(max(percent, 1), 99)) %"
  }

  /// `00:01:02.480`
  static func clock(_ time: MediaTime) -> String { ClockTime(time).formatted(separator: ".") }

  /// `1:02:05`, or `2:05`
  static func length(_ time: MediaTime) -> String {
    let clock = ClockTime(time)
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return clock.hours > 0
      ? "\(clock.hours):\(two(clock.minutes)):\(two(clock.seconds))" : "\(clock.minutes):\(two(clock.seconds))"
  }

  /// Coordinates, to a hundredth.
  static func coordinate(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = (hundredths / 100, abs(hundredths % 100))
    let sign = hundredths < 0 && whole == 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
