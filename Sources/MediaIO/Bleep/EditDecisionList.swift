package import Timeline

/// Lists of spans of a film, one a line, as MPlayer has them and Kodi reads them: `start end action`.
///
/// Times are seconds, `H:MM:SS.sss`, `HH:MM:SS:FF`, or frames after a `#`. Actions are 0 for what is cut out, 1 for what is muted, 2 for a
/// scene, 3 for advertising; lines without one, as people write them, are taken for what is to be muted.
package struct EditDecisionList: Hashable, Sendable {
  /// What is muted, in the order of the file.
  package var muted: [TimeRange] = []
  /// Lines about other things than muting.
  package var otherCount = 0

  /// A line that cannot be read.
  package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// From 1.
    package var line: Int
    package var message: String

    package var description: String { "line \(line): \(message)" }
  }

  package init(muted: [TimeRange] = []) { self.muted = muted }

  /// - Parameter frameRate: of the film, for lists that count frames; nil where it has none.
  package init(_ text: String, frameRate: Rational? = nil) throws(Fault) {
    // A mark of the byte order is no part of the text, and a line may end in two bytes.
    let lines = text.drop { $0 == "\u{FEFF}" }.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      var fields = line.split(whereSeparator: \.isWhitespace)
      // A number of a frame stands right behind its mark.
      guard let first = fields.first, first != "#", !first.hasPrefix("##"), !first.hasPrefix(";") else { continue }
      if fields.count == 1, let dash = first.firstIndex(of: "-") {
        // As it is written on a command line.
        fields = [first[..<dash], first[first.index(after: dash)...]]
      }
      guard (2...3).contains(fields.count) else {
        throw Fault(line: index + 1, message: "takes a start, an end and perhaps an action, not \(fields.count) fields")
      }
      let action = fields.count == 3 ? String(fields[2]) : "1"
      guard ["0", "1", "2", "3"].contains(action) else {
        throw Fault(line: index + 1, message: "“\(action.prefix(20))” is no action; 1 mutes")
      }
      guard action == "1" else {
        otherCount += 1
        continue
      }
      let times = try fields[..<2].map { field throws(Fault) -> MediaTime in
        guard let time = Self.time(field, frameRate: frameRate) else {
          let needsRate = field.hasPrefix("#") && frameRate == nil
          throw Fault(
            line: index + 1,
            message: needsRate
              ? "counts frames, and the file has no pictures"
              : "“\(field.prefix(20))” is no time such as 62.5 or 0:01:02.500"
          )
        }
        return time
      }
      guard times[0] <= times[1] else {
        throw Fault(line: index + 1, message: "ends before it begins, at \(times[1])")
      }
      muted.append(TimeRange(start: times[0], end: times[1]))
    }
  }

  /// The list as Kodi and MPlayer read it, times in seconds.
  package var text: String {
    muted.map { "\(Self.seconds($0.start)) \(Self.seconds($0.end)) 1\n" }.joined()
  }

  /// Milliseconds are all that is read of a fraction.
  private static func seconds(_ time: MediaTime) -> String {
    let milliseconds = max(0, time.milliseconds)
    let fraction = String(milliseconds % 1_000)
    return "\(milliseconds / 1_000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)"
  }

  /// `00:01:02:12`: hours, minutes, seconds and frames, of which no numbers are dropped.
  private static func timecode(_ parts: [some StringProtocol], frameRate: Rational?) -> MediaTime? {
    let numbers = parts.compactMap { part in
      part.count <= 3 && part.allSatisfy({ $0.isASCII && $0.isNumber }) ? Int64(part) : nil
    }
    guard numbers.count == 4, let frameRate, frameRate.numerator > 0, frameRate.denominator > 0,
      frameRate.numerator / frameRate.denominator <= 1_000
    else { return nil }
    // 29.97 frames a second are numbered as 30.
    let perSecond = (frameRate.numerator + frameRate.denominator / 2) / frameRate.denominator
    guard numbers[1] < 60, numbers[2] < 60, numbers[3] < perSecond else { return nil }
    let frames = ((numbers[0] * 60 + numbers[1]) * 60 + numbers[2]) * perSecond + numbers[3]
    return MediaTime(ticks: frames, timeBase: Rational(frameRate.denominator, frameRate.numerator))
  }

  /// `62.5`, `1:02.5`, `0:01:02,500`, `#1560`; nil where it is none of them.
  package static func time(_ text: some StringProtocol, frameRate: Rational? = nil) -> MediaTime? {
    if text.hasPrefix("#") {
      guard let frame = Int64(text.dropFirst()), (0...1 << 40).contains(frame), let frameRate,
        frameRate.numerator > 0, frameRate.denominator > 0
      else { return nil }
      return MediaTime(ticks: frame, timeBase: Rational(frameRate.denominator, frameRate.numerator))
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 4 { return timecode(parts, frameRate: frameRate) }
    guard (1...3).contains(parts.count) else { return nil }
    var whole: Int64 = 0
    for (index, part) in parts.enumerated() {
      let pieces = part.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
      let isLast = index == parts.count - 1
      guard let digits = pieces.first, pieces.count <= (isLast ? 2 : 1), !digits.isEmpty, digits.count <= 9,
        digits.allSatisfy({ $0.isASCII && $0.isNumber }), let value = Int64(digits)
      else { return nil }
      // Minutes and seconds behind a larger unit have 59 at most.
      guard index == 0 || value < 60 else { return nil }
      whole = whole * 60 + value
      guard pieces.count == 2 else { continue }
      let fraction = pieces[1]
      guard !fraction.isEmpty, fraction.count <= 9, fraction.allSatisfy({ $0.isASCII && $0.isNumber }),
        let nanoseconds = Int64(fraction + String(repeating: "0", count: 9 - fraction.count))
      else { return nil }
      return MediaTime(count: whole, perSecond: 1) + MediaTime(count: nanoseconds, perSecond: 1_000_000_000)
    }
    return MediaTime(count: whole, perSecond: 1)
  }
}
