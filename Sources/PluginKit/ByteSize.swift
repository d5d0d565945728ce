/// A number of bytes as people write it: `900MB`, `1.5 GB`, `2GiB`, `800000000`.
public struct ByteSize: Hashable, Sendable {
  public var bytes: Int64

  /// Nil for anything else, for less than a byte, and for more than fits. Without a unit it is bytes.
  public init?(_ text: String) {
    let plain = text.filter { !$0.isWhitespace }.lowercased()
    let number = plain.prefix { $0.isNumber || $0 == "." }
    guard let value = Double(number), let factor = Self.units[String(plain.dropFirst(number.count))],
      let bytes = Int64(exactly: (value * factor).rounded()), bytes > 0
    else { return nil }
    self.bytes = bytes
  }

  private static let units: [String: Double] = [
    "": 1, "b": 1, "k": 1e3, "kb": 1e3, "m": 1e6, "mb": 1e6, "g": 1e9, "gb": 1e9, "t": 1e12, "tb": 1e12,
    "kib": 1024, "mib": 1_048_576, "gib": 1_073_741_824, "tib": 1_099_511_627_776,
  ]
}
