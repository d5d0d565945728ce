internal import Foundation

/// Logarithms of what may be nothing.
enum Decibels {
  private static let least = 1e-30

  static func log10(_ value: Double) -> Double { Foundation.log10(max(value, least)) }
  static func log2(_ value: Double) -> Double { Foundation.log2(max(value, least)) }
}

extension [Double] {
  /// 0 where there are no values.
  var median: Double {
    guard !isEmpty else { return 0 }
    let sorted = sorted()
    return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2
  }
}
