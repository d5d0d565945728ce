import Subtitles
import Timeline

/// Times of scripts, `H:MM:SS.cc`.
enum SubStationTime {
  /// - Parameter centiseconds: from 0.
  static func text(_ centiseconds: Int64) -> String {
    func two(_ value: Int64) -> String { (value < 10 ? "0" : "") + String(value) }
    return "\(centiseconds / 360_000):\(two(centiseconds / 6_000 % 60)):\(two(centiseconds / 100 % 60))"
      + ".\(two(centiseconds % 100))"
  }

  /// Also with `:` before the fraction, with 1 to 3 decimal places or none, and with a minus, which means 0. Nil for
  /// anything else. A comma ends a field, and so cannot come before a fraction.
  static func parse(_ text: Substring) -> MediaTime? {
    var fields: [Int64] = []
    var value: Int64 = 0
    var digits = 0
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    for byte in text.utf8.dropFirst(isNegative ? 1 : 0) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        guard digits <= (fields.count == 3 ? 3 : 6) else { return nil }
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
      case UInt8(ascii: ":"),
        UInt8(ascii: ".") where fields.count == 2:
        guard digits > 0, fields.count < 3 else { return nil }
        fields.append(value)
        (value, digits) = (0, 0)
      default:
        return nil
      }
    }
    guard digits > 0 else { return nil }
    var milliseconds: Int64 = 0
    if fields.count == 3 {
      milliseconds = value * (digits == 1 ? 100 : digits == 2 ? 10 : 1)
    } else {
      fields.append(value)
    }
    guard fields.count == 3 else { return nil }
    guard !isNegative else { return .zero }
    let seconds = fields.reduce(0) { $0 * 60 + $1 }
    return min(MediaTime(milliseconds: seconds * 1000 + milliseconds), SubtitleDocument.latestTime)
  }
}
