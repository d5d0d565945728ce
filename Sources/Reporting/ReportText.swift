internal import Foundation
internal import PluginKit
package import Timeline

/// Text and times as reports print them.
package enum ReportText {
  /// On one line, at most `limit` characters, without what reorders the text around it.
  package static func plain(_ text: String, limit: Int = 4000) -> String {
    let line = text.onOneLine
    let cut = limit > 0 && line.unicodeScalars.count > limit
    var scalars = String.UnicodeScalarView(cut ? line.unicodeScalars.prefix(limit) : line.unicodeScalars[...])
    if cut { scalars.append("…") }
    guard scalars.contains(where: isReordering) else { return String(scalars) }
    return String(String.UnicodeScalarView(scalars.map { isReordering($0) ? "\u{FFFD}" : $0 }))
  }

  /// Whether a sign begins, ends or turns a stretch of text of another direction.
  static func isReordering(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }

  /// `00:01:02.480`
  package static func clock(_ time: MediaTime) -> String { ClockTime(max(.zero, time)).formatted(separator: ".") }

  /// `1:02:05`, or `2:05`.
  package static func length(_ time: MediaTime) -> String {
    let clock = ClockTime(max(.zero, time))
    let seconds = clock.seconds < 10 ? "0\(clock.seconds)" : "\(clock.seconds)"
    guard clock.hours > 0 else { return "\(clock.minutes):\(seconds)" }
    return "\(clock.hours):\(clock.minutes < 10 ? "0" : "")\(clock.minutes):\(seconds)"
  }

  /// Seconds with three decimal places, `2.190`, at least 0.
  static func seconds(_ time: MediaTime) -> String {
    let thousandths = max(0, time.milliseconds)
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }

  /// `0.91`; what is no number is 0.
  package static func score(_ value: Double) -> String {
    let hundredths = Int((value.probability * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  /// `0.4 s` below a minute, then as `length`: what is short is not nothing.
  package static func extent(_ time: MediaTime) -> String {
    let milliseconds = max(0, time.milliseconds)
    guard milliseconds < 59_950 else { return length(MediaTime(milliseconds: (milliseconds + 500) / 1000 * 1000)) }
    let tenths = time > .zero ? max(1, (milliseconds + 50) / 100) : 0
    return "\(tenths / 10).\(tenths % 10) s"
  }

  /// RFC 3339 in UTC, to the second.
  ///
  /// - Parameter milliseconds: since 1970.
  package static func moment(_ milliseconds: Int64) -> String {
    // Years of four digits.
    let seconds = min(max(milliseconds / 1000, -62_135_596_800), 253_402_300_799)
    return Date.ISO8601FormatStyle().format(Date(timeIntervalSince1970: Double(seconds)))
  }

  /// `12,345`
  package static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (number < 0 ? "-" : "") + text
  }

  /// `1 finding`, `12 findings`
  package static func counted(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}
