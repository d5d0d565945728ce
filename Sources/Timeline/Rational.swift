/// A ratio of integers: time bases, frame rates. Kept as given, not reduced; two spellings of one ratio are equal.
public struct Rational: Sendable, Codable, CustomStringConvertible {
  public var numerator: Int64
  public var denominator: Int64

  public init(_ numerator: Int64, _ denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The quotient; infinite or NaN where the denominator is 0.
  public var value: Double { Double(numerator) / Double(denominator) }

  public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}

extension Rational: Hashable {
  public static func == (a: Rational, b: Rational) -> Bool {
    Int128(a.numerator) * Int128(b.denominator) == Int128(b.numerator) * Int128(a.denominator)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(value)
  }
}
