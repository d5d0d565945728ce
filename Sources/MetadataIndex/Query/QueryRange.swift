internal import Foundation

/// Ranges as queries have them: `a..b`, `>a`, `<b`, `a`.
enum QueryRange {
  /// Seconds since 1970, of days in the calendar of this place: a year, a month, a day, or so many days back (`7d`).
  static func date(_ text: String, now: Date) -> ClosedRange<Int64>? {
    if let (low, high) = bounds(text) {
      guard let low = low.isEmpty ? Int64.min...Int64.min : date(low, now: now),
        let high = high.isEmpty ? Int64.max...Int64.max : date(high, now: now),
        low.lowerBound <= high.upperBound
      else { return nil }
      return low.lowerBound...high.upperBound
    }
    if text.last == "d", let days = Int(text.dropLast()), (0...36_500).contains(days) {
      return Int64(now.timeIntervalSince1970) - Int64(days) * 86_400...Int64.max
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil }
    guard numbers.count == parts.count, (1...3).contains(numbers.count), (1970...9999).contains(numbers[0]) else {
      return nil
    }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .current
    let month = numbers.count > 1 ? numbers[1] : 1
    let day = numbers.count > 2 ? numbers[2] : 1
    guard (1...12).contains(month), (1...31).contains(day),
      let start = calendar.date(from: DateComponents(year: numbers[0], month: month, day: day)),
      calendar.component(.day, from: start) == day,
      let end = calendar.date(byAdding: [.year, .month, .day][numbers.count - 1], value: 1, to: start)
    else { return nil }
    return Int64(start.timeIntervalSince1970)...Int64(end.timeIntervalSince1970) - 1
  }

  /// Milliseconds.
  static func duration(_ text: String) -> ClosedRange<Int64>? {
    if let (low, high) = bounds(text) {
      guard let low = low.isEmpty ? 0 : milliseconds(low), let high = high.isEmpty ? .max : milliseconds(high),
        low <= high
      else { return nil }
      return low...high
    }
    return nil
  }

  static func trust(_ text: String) -> ClosedRange<Double>? {
    guard let (low, high) = bounds(text), let low = low.isEmpty ? 0 : Double(low),
      let high = high.isEmpty ? 1 : Double(high),
      0 <= low, low <= high, high <= 1
    else { return nil }
    return low...high
  }

  /// The ends of a range, as they are written; nil for a single value.
  private static func bounds(_ text: String) -> (low: String, high: String)? {
    if text.hasPrefix(">") { return (String(text.dropFirst(text.hasPrefix(">=") ? 2 : 1)), "") }
    if text.hasPrefix("<") { return ("", String(text.dropFirst(text.hasPrefix("<=") ? 2 : 1))) }
    guard let dots = text.range(of: "..") else { return nil }
    return (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
  }

  /// `90s`, `45m`, `1.5h`.
  private static func milliseconds(_ text: String) -> Int64? {
    let units: [Character: Double] = ["s": 1_000, "m": 60_000, "h": 3_600_000]
    guard let unit = text.last.flatMap({ units[$0] }), let value = Double(text.dropLast()), value >= 0, value < 1e6
    else {
      return nil
    }
    return Int64(value * unit)
  }
}
