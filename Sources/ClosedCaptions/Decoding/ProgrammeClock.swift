package import Timeline

/// The frames of the time codes of a file, which come in order and begin again at midnight.
package struct ProgrammeClock: Sendable {
  private let start: TimeCode
  private var days: Int64 = 0
  private var last: Int64 = 0

  /// - Parameter start: the time code of frame 0.
  package init(start: TimeCode) { self.start = start }

  /// The frame of the next time code; below 0 where it comes before the programme.
  package mutating func frame(at timeCode: TimeCode, _ count: TimeCodeCount) -> Int64 {
    var frame = count.frame(at: timeCode) - count.frame(at: start) + days * count.framesPerDay
    if frame < last - count.framesPerDay / 2 {
      days += 1
      frame += count.framesPerDay
    }
    last = frame
    return frame
  }
}
