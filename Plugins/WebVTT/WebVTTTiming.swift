import Subtitles
import Timeline

/// The line of a cue with its times and settings.
struct WebVTTTiming {
  var range: TimeRange
  /// Nil where the cue is where players show cues.
  var placement: CuePlacement?

  /// Nil where the times are not as the specification has them; settings that are not are left out.
  init?(_ line: String) {
    var rest = line.utf8[...]
    Self.skipSpaces(&rest)
    guard let start = Self.time(&rest) else { return nil }
    Self.skipSpaces(&rest)
    guard rest.starts(with: Array("-->".utf8)) else { return nil }
    rest = rest.dropFirst(3)
    Self.skipSpaces(&rest)
    guard let end = Self.time(&rest) else { return nil }
    range = TimeRange(start: start, end: end)
    placement = WebVTTSettings.placement(String(rest) ?? "")
  }

  /// The time of `<00:00:01.000>`; nil for any other tag.
  static func time(_ text: String) -> MediaTime? {
    var rest = text.utf8[...]
    guard let time = time(&rest), rest.isEmpty else { return nil }
    return time
  }

  private static func skipSpaces(_ rest: inout Substring.UTF8View) {
    rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == 0x0C }
  }

  /// `[H…H:]MM:SS.mmm`.
  private static func time(_ rest: inout Substring.UTF8View) -> MediaTime? {
    guard let first = number(&rest), take(":", &rest), let second = number(&rest), second.digits == 2 else {
      return nil
    }
    var fields = (hours: Int64(0), minutes: first.value, seconds: second.value)
    if take(":", &rest) {
      guard let third = number(&rest), third.digits == 2 else { return nil }
      fields = (first.value, second.value, third.value)
    } else if first.digits != 2 {
      return nil
    }
    guard fields.minutes <= 59, fields.seconds <= 59, take(".", &rest), let fraction = number(&rest),
      fraction.digits == 3
    else { return nil }
    let seconds = fields.hours * 3600 + fields.minutes * 60 + fields.seconds
    return min(MediaTime(milliseconds: seconds * 1000 + fraction.value), SubtitleDocument.latestTime)
  }

  /// Up to 9 digits; more are no time of any media.
  private static func number(_ rest: inout Substring.UTF8View) -> (value: Int64, digits: Int)? {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard (1...9).contains(digits.count) else { return nil }
    rest = rest[digits.endIndex...]
    return (digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }, digits.count)
  }

  private static func take(_ mark: Unicode.Scalar, _ rest: inout Substring.UTF8View) -> Bool {
    guard let first = rest.first, UInt32(first) == mark.value else { return false }
    rest = rest.dropFirst()
    return true
  }
}
