package import Timeline

/// A time that documents have as seconds, to the millisecond.
@propertyWrapper package struct Seconds: Hashable, Sendable, Codable {
  package var wrappedValue: MediaTime

  package init(wrappedValue: MediaTime) { self.wrappedValue = wrappedValue }

  package init(from decoder: any Decoder) throws {
    wrappedValue = MediaTime(seconds: try decoder.singleValueContainer().decode(Double.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue.jsonSeconds)
  }
}

extension Double {
  /// Four decimal places; what is no number is 0.
  var rounded4: Double { isFinite ? (self * 10_000).rounded() / 10_000 : 0 }
  /// One decimal place; what is no number is 0.
  var rounded1: Double { isFinite ? (self * 10).rounded() / 10 : 0 }
}
