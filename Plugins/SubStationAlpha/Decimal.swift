/// Numbers as scripts have them.
enum Decimal {
  /// With up to three decimal places, and none that say nothing: `54`, `2.5`. What is beyond 10¹² is that.
  static func text(_ value: Double) -> String {
    let limit = 1e15
    let scaled = (value * 1000).rounded()
    let thousandths = Int64(scaled.isNaN ? 0 : min(max(scaled, -limit), limit))
    let magnitude = thousandths.magnitude
    var fraction = String(magnitude % 1000)
    fraction = String(repeating: "0", count: 3 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return (thousandths < 0 ? "-" : "") + String(magnitude / 1000) + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// The number that `text` begins with, after spaces; nil where it begins with none, or with more than a script can mean.
  static func leading(_ text: Substring) -> Double? {
    let trimmed = text.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    let digits = trimmed.prefix {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: "+")
    }
    guard digits.count <= 32, let value = Double(Substring(digits)), value.magnitude <= 1e9 else { return nil }
    return value
  }
}
