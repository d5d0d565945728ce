/// A half-open span of media time.
public struct TimeRange: Hashable, Sendable, Codable {
  public var start: MediaTime
  /// Not before `start`.
  public var end: MediaTime

  /// A span; an `end` before `start` gives an empty span at `start`.
  public init(start: MediaTime, end: MediaTime) {
    self.start = start
    self.end = max(start, end)
  }

  public var duration: MediaTime { end - start }
  public var isEmpty: Bool { end == start }

  public func contains(_ time: MediaTime) -> Bool { start <= time && time < end }
  public func overlaps(_ other: TimeRange) -> Bool { start < other.end && other.start < end }

  /// The part that both spans cover, or nil where they only touch or lie apart.
  public func intersection(_ other: TimeRange) -> TimeRange? {
    overlaps(other) ? TimeRange(start: max(start, other.start), end: min(end, other.end)) : nil
  }
}
