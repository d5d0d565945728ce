import Foundation
import Subtitles
import Timeline

/// Reads SubRip as people have it: the lines with two times and an arrow tell where cues are, all else may be missing.
enum SubRipReader {
  /// The text of a file in UTF-8, in UTF-16 with a byte order mark, or else in windows-1252.
  static func decoded(_ data: Data) -> String {
    let bytes = [UInt8](data)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
    if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes, highByte: 1) }
    if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes, highByte: 0) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var scalars = String.UnicodeScalarView()
    scalars.append(contentsOf: bytes.map { $0 & 0xE0 == 0x80 ? windows1252[Int($0 & 0x1F)] : Unicode.Scalar($0) })
    return String(scalars)
  }

  static func document(from text: String) throws -> SubtitleDocument {
    let lines = CueText.fileLines(of: text)
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
    for (index, timing) in timings.enumerated() {
      var end = lines.count
      if index + 1 < timings.count {
        end = timings[index + 1].line
        // The number of the next cue belongs to it, not to this text.
        if end - 1 > timing.line, isNumber(lines[end - 1]) { end -= 1 }
      }
      let text = lines[(timing.line + 1)..<end].flatMap { CueText.lines(of: SubRipMarkup.plainText($0)) }
      if !text.isEmpty { cues.append(Cue(range: timing.range, lines: text)) }
    }
    return SubtitleDocument(cues: cues)
  }

  /// `[HH:]MM:SS[,mmm] --> [HH:]MM:SS[,mmm][ position]`, nil for anything else.
  private static func timing(_ line: String) -> TimeRange? {
    guard let arrow = line.utf8.firstRange(of: Array("-->".utf8)) else { return nil }
    let after = line[arrow.upperBound...].utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let start = time(line[..<arrow.lowerBound].utf8),
      let end = time(after) ?? time(after.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") })
    else { return nil }
    return TimeRange(start: start, end: end)
  }

  /// A time with white space anywhere in it; `.` for `,`; hours or the fraction missing; 1 to 3 decimal places.
  private static func time(_ text: Substring.UTF8View.SubSequence) -> MediaTime? {
    var fields: [Int64] = []
    var value: Int64 = 0
    var digits = 0
    var inFraction = false
    for byte in text {
      switch byte {
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
    let seconds = fields.reduce(0) { $0 * 60 + $1 }
    return min(MediaTime(milliseconds: seconds * 1000 + milliseconds), SubtitleDocument.latestTime)
  }

  private static func isBlank(_ line: String) -> Bool { CueText.lines(of: line).isEmpty }

  private static func isNumber(_ line: String) -> Bool {
    let trimmed = line.utf8.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != UInt8(ascii: " ") }
    return !trimmed.isEmpty && trimmed.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      && line.utf8.allSatisfy { $0 == UInt8(ascii: " ") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  private static func utf16(_ bytes: [UInt8], highByte: Int) -> String {
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0 + highByte]) << 8 | UInt16(bytes[$0 + 1 - highByte])
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// What windows-1252 has at 0x80…0x9F; the five unused bytes stay control characters.
  private static let windows1252: [Unicode.Scalar] = [
    "\u{20AC}", "\u{81}", "\u{201A}", "\u{192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
    "\u{2C6}", "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8D}", "\u{17D}", "\u{8F}",
    "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
    "\u{2DC}", "\u{2122}", "\u{161}", "\u{203A}", "\u{153}", "\u{9D}", "\u{17E}", "\u{178}",
  ]
}
