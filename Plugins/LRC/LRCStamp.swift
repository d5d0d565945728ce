import Subtitles
import Timeline

/// Times as they stand in brackets, `mm:ss.xx`.
enum LRCStamp {
  /// - Parameter centiseconds: from 0. There are no hours: minutes go on beyond 59.
  static func text(_ centiseconds: Int64) -> String {
    func two(_ value: Int64) -> String { (value < 10 ? "0" : "") + String(value) }
    return "\(two(centiseconds / 6_000)):\(two(centiseconds / 100 % 60)).\(two(centiseconds % 100))"
  }

  /// The time of the stamp that begins at `index` with `open`, and the index after `close`. The fraction may be missing,
  /// have 1 to 3 digits, and stand after `.`, `,` or `:`; there may be hours. Nil where there is no stamp.
  static func parse(
    _ scalars: [Unicode.Scalar], at index: Int, _ open: Unicode.Scalar, _ close: Unicode.Scalar
  ) -> (time: MediaTime, end: Int)? {
    guard scalars[index] == open else { return nil }
    var fields: [(value: Int64, digits: Int)] = []
    var (value, digits) = (Int64(0), 0)
    var hasPoint = false
    for place in (index + 1)..<min(scalars.count, index + 32) {
      let scalar = scalars[place]
      switch scalar {
      case "0"..."9":
        digits += 1
        guard digits <= 7 else { return nil }
        value = value * 10 + Int64(scalar.value - 48)
      case ":" where !hasPoint, "." where !hasPoint && !fields.isEmpty, "," where !hasPoint && !fields.isEmpty, close:
        guard digits > 0 else { return nil }
        fields.append((value, digits))
        (value, digits) = (0, 0)
        if scalar == close { return time(fields, hasPoint: hasPoint).map { ($0, place + 1) } }
        hasPoint = scalar != ":"
      default:
        return nil
      }
    }
    return nil
  }

  private static func time(_ fields: [(value: Int64, digits: Int)], hasPoint: Bool) -> MediaTime? {
    var whole = fields
    var milliseconds: Int64 = 0
    // Three numbers without a point are minutes, seconds and hundredths, as old files have them.
    if hasPoint || fields.count == 3 {
      let fraction = whole.removeLast()
      guard fraction.digits <= 3 else { return nil }
      milliseconds = fraction.value * [100, 10, 1][fraction.digits - 1]
    }
    guard (2...3).contains(whole.count) else { return nil }
    let seconds = whole.reduce(0) { $0 * 60 + $1.value }
    return min(MediaTime(milliseconds: seconds * 1000 + milliseconds), SubtitleDocument.latestTime)
  }
}
