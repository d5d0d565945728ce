import Foundation
import Subtitles
import Timeline

/// Reads SubRip as people have it: the lines with two times and an arrow tell where cues are, all else may be missing.
enum SubRipReader {
  static func document(from text: String) throws -> SubtitleDocument {
    let lines = CueText.fileLines(of: text).map(withoutMark)
    guard let first = lines.firstIndex(where: { !isBlank($0) }) else { return SubtitleDocument(cues: []) }
    if lines[first].hasPrefix("WEBVTT") {
      throw SubtitleReadError(line: first + 1, "this is WebVTT, not SubRip: read it as vtt")
    }
    let timings = lines.enumerated().compactMap { index, line in timing(line).map { (line: index, range: $0) } }
    guard !timings.isEmpty else {
      throw SubtitleReadError(
        line: first + 1, "this is not SubRip: no line has two times like 00:00:01,000 --> 00:00:02,000")
    }
    var cues: [Cue] = []
    var own = timings.first.flatMap { number(above: $0.line, lines, from: 0) }
    for (index, timing) in timings.enumerated() {
      // The number of the next cue belongs to it, not to this text.
      let next = index + 1 < timings.count ? timings[index + 1].line : lines.count
      let following = number(above: next, lines, from: timing.line + 1, after: own?.value)
      let end = following?.line ?? next
      own = following
      let text = SubRipMarkup.Text(lines[(timing.line + 1)..<end])
      let shown = CueText.lines(of: text.spans)
      if !shown.isEmpty { cues.append(Cue(range: timing.range, text: shown, placement: text.place)) }
    }
    return SubtitleDocument(cues: cues)
  }

  /// Files that were put together have a byte order mark before the number or the times with which each of them began.
  private static func withoutMark(_ line: String) -> String {
    guard line.utf8.first == 0xEF, line.unicodeScalars.first == "\u{FEFF}" else { return line }
    let rest = String(line.unicodeScalars.drop { $0 == "\u{FEFF}" })
    return isNumber(rest) || timing(rest) != nil ? rest : line
  }

  /// The number of the cue whose times are in a line: right above it, or else, where the ends of lines are doubled and at
  /// the end of the file, the last line that is not blank, between blank ones. There it has to be the one after `last`, or
  /// text and times have to be on both sides of it.
  private static func number(
    above times: Int, _ lines: [String], from start: Int, after last: Int? = nil
  ) -> (line: Int, value: Int)? {
    guard start < times else { return nil }
    let isLast = times == lines.count
    if !isLast, isNumber(lines[times - 1]) { return (times - 1, value(lines[times - 1])) }
    guard let line = lines[start..<times].lastIndex(where: { !isBlank($0) }), isNumber(lines[line]) else { return nil }
    let found = (line, value(lines[line]))
    guard line > start else { return start == 0 && !isLast ? found : nil }
    guard isBlank(lines[line - 1]) else { return nil }
    let isNext = last.map { $0 &+ 1 == found.1 } ?? false
    let isBetween = !isLast && (start == 0 || !lines[start..<line].allSatisfy(isBlank))
    return isNext || isBetween ? found : nil
  }

  private static func value(_ line: String) -> Int { Int(line.filter { $0 != " " }) ?? 0 }

  /// `[HH:]MM:SS[,mmm] --> [HH:]MM:SS[,mmm][ position]`, nil for anything else.
  private static func timing(_ line: String) -> TimeRange? {
    guard let arrow = CueText.arrow(in: line) else { return nil }
    let after = line[arrow.upperBound...].utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let start = time(line[..<arrow.lowerBound].utf8),
      let end = time(after) ?? time(after.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") })
    else { return nil }
    return TimeRange(start: start, end: end)
  }

  /// A time with white space anywhere in it; `.` for `,`; hours or the fraction missing; 1 to 3 decimal places. One with a
  /// minus, which files have that were moved too far, is zero.
  private static func time(_ text: Substring.UTF8View.SubSequence) -> MediaTime? {
    var fields: [Int64] = []
    var value: Int64 = 0
    var digits = 0
    var inFraction = false
    var isNegative = false
    for byte in text {
      switch byte {
      case UInt8(ascii: "-") where digits == 0 && fields.isEmpty && !isNegative:
        isNegative = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        guard digits <= (inFraction ? 3 : 6) else { return nil }
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      case UInt8(ascii: ":") where !inFraction && digits > 0 && fields.count < 2:
        fields.append(value)
        (value, digits) = (0, 0)
      case UInt8(ascii: ",") where !inFraction && digits > 0, UInt8(ascii: ".") where !inFraction && digits > 0:
        fields.append(value)
        (value, digits, inFraction) = (0, 0, true)
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        continue
      default:
        return nil
      }
    }
    guard digits > 0 else { return nil }
    var milliseconds: Int64 = 0
    if inFraction {
      milliseconds = value * (digits == 1 ? 100 : digits == 2 ? 10 : 1)
    } else {
      fields.append(value)
    }
    guard fields.count >= 2 else { return nil }
    guard !isNegative else { return .zero }
    let seconds = fields.reduce(0) { $0 * 60 + $1 }
    return min(MediaTime(milliseconds: seconds * 1000 + milliseconds), SubtitleDocument.latestTime)
  }

  private static func isBlank(_ line: String) -> Bool { CueText.lines(of: line).isEmpty }

  private static func isNumber(_ line: String) -> Bool {
    let trimmed = line.utf8.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: " ") }
    return !trimmed.isEmpty && trimmed.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && line.utf8.allSatisfy { $0 == UInt8(ascii: " ") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
