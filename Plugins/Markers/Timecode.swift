import Timeline

/// The label of a frame on a timeline, `HH:MM:SS:FF`.
struct Timecode: Equatable, CustomStringConvertible {
  /// Frames since 00:00:00:00.
  let frames: Int64
  let rate: TimelineRate
  /// Whether the first two numbers of every minute but each tenth are left out (four at 59.94), so that the label keeps
  /// to the clock. No frame is left out. Never at other rates.
  let dropsFrames: Bool

  init(frames: Int64, rate: TimelineRate, dropsFrames: Bool) {
    self.frames = max(0, frames)
    self.rate = rate
    self.dropsFrames = dropsFrames && rate.mayDropFrames
  }

  private var dropped: Int64 { dropsFrames ? rate.droppedFrames : 0 }

  /// Hours, minutes, seconds and frames, as they are counted. Hours go on after 23.
  private var fields: [Int64] {
    let tenMinutes = rate.nominal * 600 - dropped * 9
    let minute = rate.nominal * 60 - dropped
    let (blocks, rest) = frames.quotientAndRemainder(dividingBy: tenMinutes)
    let label = frames + dropped * (blocks * 9 + max(0, rest - dropped) / minute)
    let seconds = label / rate.nominal
    return [seconds / 3600, seconds / 60 % 60, seconds % 60, label % rate.nominal]
  }

  /// With `;` before the frames where frames are dropped.
  var description: String {
    let parts = fields.map(Self.digits)
    return parts.dropLast().joined(separator: ":") + (dropsFrames ? ";" : ":") + parts[3]
  }

  /// With `;` everywhere where frames are dropped, as Adobe's programs write it.
  var adobeDescription: String { fields.map(Self.digits).joined(separator: dropsFrames ? ";" : ":") }

  private static func digits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

  /// The frame that `HH:MM:SS:FF` labels; a label that is left out, or that the rate does not have, is the nearest one.
  /// Nil for what is no time code.
  static func frames(of text: String, rate: TimelineRate, dropsFrames: Bool) -> Int64? {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == ";" }
    let limits: [Int64] = [23, 59, 59, 59]
    guard parts.count == 4, parts.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy { "0"..."9" ~= $0 } }) else {
      return nil
    }
    let values = parts.compactMap { Int64($0) }
    guard values.count == 4, zip(values, limits).allSatisfy({ $0 <= $1 }) else { return nil }
    let dropped = dropsFrames ? rate.droppedFrames : 0
    let minutes = values[0] * 60 + values[1]
    let isShort = values[1] % 10 != 0 && values[2] == 0
    let frame = min(rate.nominal - 1, isShort ? max(dropped, values[3]) : values[3])
    return (minutes * 60 + values[2]) * rate.nominal + frame - dropped * (minutes - minutes / 10)
  }
}
