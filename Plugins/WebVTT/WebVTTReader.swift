import Subtitles
import Timeline

/// Reads WebVTT as the specification's parser does (W3C WebVTT §6.1): a wrong signature is an error, a wrong cue is
/// skipped.
enum WebVTTReader {
  static func document(from text: String) throws -> SubtitleDocument {
    var lines = CueText.fileLines(of: text)
    if let first = lines.first, first.unicodeScalars.first == "\u{FEFF}" {
      lines[0] = String(String.UnicodeScalarView(first.unicodeScalars.dropFirst()))
    }
    guard let signature = lines.first, isSignature(signature) else {
      throw SubtitleReadError(line: 1, "this is not WebVTT: the first line is not “WEBVTT”")
    }
    var cues: [Cue] = []
    // The header block goes to the first blank line, or to the first timing line where that is missing.
    var index = 1
    while index < lines.count, !lines[index].isEmpty, !hasArrow(lines[index]) { index += 1 }
    while index < lines.count {
      guard hasArrow(lines[index]) else {
        index += 1
        continue
      }
      let range = timing(lines[index])
      index += 1
      let start = index
      while index < lines.count, !lines[index].isEmpty, !hasArrow(lines[index]) { index += 1 }
      guard let range else { continue }
      let payload = lines[start..<index]
      let text = CueText.lines(of: WebVTTMarkup.plainText(payload.joined(separator: "\n")))
      if !text.isEmpty { cues.append(Cue(range: range, lines: text)) }
    }
    return SubtitleDocument(cues: cues)
  }

  private static func isSignature(_ line: String) -> Bool {
    let scalars = Array(line.unicodeScalars)
    guard scalars.starts(with: "WEBVTT".unicodeScalars) else { return false }
    return scalars.count == 6 || scalars[6] == " " || scalars[6] == "\t"
  }

  private static func hasArrow(_ line: String) -> Bool {
    line.utf8.firstRange(of: Array("-->".utf8)) != nil
  }

  /// The times of `start --> end settings`, nil where they are not as the specification has them.
  private static func timing(_ line: String) -> TimeRange? {
    var rest = line.utf8[...]
    skipSpaces(&rest)
    guard let start = time(&rest) else { return nil }
    skipSpaces(&rest)
    guard rest.starts(with: Array("-->".utf8)) else { return nil }
    rest = rest.dropFirst(3)
    skipSpaces(&rest)
    guard let end = time(&rest) else { return nil }
    return TimeRange(start: start, end: end)
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
