public import Timeline

/// What could not be decoded of a truncated or damaged file. The rest was.
public struct AudioDamage: Hashable, Sendable, Codable {
  /// Sound is missing, wholly or in part, from here on. On the media clock.
  public var from: MediaTime
  /// What was wrong, for people: `the file ends 0:12.400 early`.
  public var message: String

  public init(from: MediaTime, message: String) {
    self.from = from
    self.message = message
  }
}

extension AudioDamage: CustomStringConvertible {
  /// The warning that people read.
  public var description: String { "sound is missing or damaged from \(from) on: \(message)" }
}
