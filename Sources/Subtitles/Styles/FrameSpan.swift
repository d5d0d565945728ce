public import Timeline

/// A length of time as style guides give it: so many frames of the picture, whatever its rate, or so many seconds.
public enum FrameSpan: Hashable, Sendable {
  case frames(Int64)
  case time(MediaTime)

  public static let zero = FrameSpan.frames(0)

  public static func seconds(_ seconds: Double) -> FrameSpan { .time(MediaTime(seconds: seconds)) }

  public static func milliseconds(_ milliseconds: Int64) -> FrameSpan { .time(MediaTime(milliseconds: milliseconds)) }

  /// How long it is at a frame rate; 24 frames a second, the slowest rate in common use, where none is known.
  public func time(at frameRate: Rational?) -> MediaTime {
    switch self {
    case .time(let time): time
    case .frames(let count): TimeGrid(frameRate: frameRate ?? Rational(24, 1)).time(of: count)
    }
  }
}

/// Files have seconds as a number, frames as text: `0.5`, `"2 frames"`.
extension FrameSpan: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let seconds = try? container.decode(Double.self), seconds >= 0, seconds <= 3_600 {
      self = .seconds(seconds)
    } else if let span = (try? container.decode(String.self)).flatMap(FrameSpan.init) {
      self = span
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "this must be seconds, such as 0.5, or frames, such as “2 frames”")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .time(let time): try container.encode(time.seconds)
    case .frames: try container.encode(description)
    }
  }
}

extension FrameSpan: CustomStringConvertible {
  /// `2 frames`, `1 frame`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let count = Int64(parts[0]), (0...100_000).contains(count),
      ["frame", "frames"].contains(parts[1])
    else { return nil }
    self = .frames(count)
  }

  public var description: String {
    switch self {
    case .frames(let count): count == 1 ? "1 frame" : "\(count) frames"
    case .time(let time): "\(time.milliseconds) ms"
    }
  }
}
