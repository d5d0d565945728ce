/// The number of a frame as broadcasters write it: `01:00:00:00`, or `01:00:00;00` where numbers are dropped.
public struct TimeCode: Hashable, Sendable {
  /// 0…99.
  public var hours: Int64
  /// 0…59.
  public var minutes: Int64
  /// 0…59.
  public var seconds: Int64
  /// 0…99; which of them there are follows from the frame rate.
  public var frames: Int64
  /// Whether it belongs to a count that leaves out numbers to keep up with the clock.
  public var isDropFrame: Bool

  public init(hours: Int64, minutes: Int64, seconds: Int64, frames: Int64, isDropFrame: Bool = false) {
    (self.hours, self.minutes, self.seconds, self.frames) = (hours, minutes, seconds, frames)
    self.isDropFrame = isDropFrame
  }

  /// `HH:MM:SS:FF`; a `;`, `.` or `,` before the frames says that numbers are dropped. Nil for anything else.
  public init?(_ text: some StringProtocol) {
    var fields: [Int64] = [0]
    var digits = 0
    var isDropFrame = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9") where digits < 2:
        fields[fields.count - 1] = fields[fields.count - 1] * 10 + Int64(byte - UInt8(ascii: "0"))
        digits += 1
      case UInt8(ascii: ":") where digits > 0 && fields.count < 4,
        UInt8(ascii: ";") where digits > 0 && fields.count < 4,
        UInt8(ascii: ".") where digits > 0 && fields.count == 3,
        UInt8(ascii: ",") where digits > 0 && fields.count == 3:
        isDropFrame = byte != UInt8(ascii: ":")
        fields.append(0)
        digits = 0
      default: return nil
      }
    }
    guard fields.count == 4, digits > 0, fields[1] < 60, fields[2] < 60 else { return nil }
    self.init(
      hours: fields[0], minutes: fields[1], seconds: fields[2], frames: fields[3], isDropFrame: isDropFrame)
  }
}

extension TimeCode: CustomStringConvertible {
  public var description: String {
    let mark = isDropFrame ? ";" : ":"
    return "\(padded(hours, 2)):\(padded(minutes, 2)):\(padded(seconds, 2))\(mark)\(padded(frames, 2))"
  }
}

/// How frames are numbered: which time code each has.
public struct TimeCodeCount: Hashable, Sendable {
  /// Frames that really pass in a second, such as 30000/1001.
  public let frameRate: Rational
  /// Numbers that a second of time code has, such as 30.
  public let framesPerSecond: Int64
  /// Numbers that every minute but each tenth begins without; 0 where none is left out.
  private let dropped: Int64

  /// - Parameters:
  ///   - frameRate: above 0 and at most 100; anything else counts as 25.
  ///   - isDropFrame: leaves out 2 numbers a minute at 29.97 frames a second, 4 at 59.94; nothing at other rates.
  public init(frameRate: Rational, isDropFrame: Bool = false) {
    let isRate = frameRate.value > 0 && frameRate.value <= 100
    self.frameRate = isRate ? frameRate : Rational(25, 1)
    framesPerSecond = Int64(self.frameRate.value.rounded(.up))
    let canDrop = [Rational(30_000, 1001), Rational(60_000, 1001)].contains(self.frameRate)
    dropped = isDropFrame && canDrop ? framesPerSecond / 15 : 0
  }

  /// 29.97 frames a second that keep up with the clock by dropping numbers, as American television counts.
  public static let dropFrame = TimeCodeCount(frameRate: Rational(30_000, 1001), isDropFrame: true)
  /// 29.97 frames a second under the numbers of 30: an hour of time code lasts 3.6 s longer than one of the clock.
  public static let nonDropFrame = TimeCodeCount(frameRate: Rational(30_000, 1001))

  public var isDropFrame: Bool { dropped > 0 }

  public var framesPerDay: Int64 { 24 * 3600 * framesPerSecond - dropped * 9 * 144 }

  /// The frame at `timeCode`, from 0 at `00:00:00:00`. One whose number is dropped is the next that there is.
  public func frame(at timeCode: TimeCode) -> Int64 {
    let minutes = timeCode.hours * 60 + timeCode.minutes
    let isLeftOut = timeCode.seconds == 0 && timeCode.frames < dropped && minutes % 10 != 0
    let frames = isLeftOut ? dropped : timeCode.frames
    return (minutes * 60 + timeCode.seconds) * framesPerSecond + frames - dropped * (minutes - minutes / 10)
  }

  /// The time code of a frame. After a day it begins again; frames before 0 are those of the day before.
  public func timeCode(of frame: Int64) -> TimeCode {
    var number = frame % framesPerDay
    if number < 0 { number += framesPerDay }
    if dropped > 0 {
      let inTenMinutes = 600 * framesPerSecond - 9 * dropped
      let inMinute = 60 * framesPerSecond - dropped
      let (tens, rest) = number.quotientAndRemainder(dividingBy: inTenMinutes)
      number += 9 * dropped * tens + (rest < dropped ? 0 : dropped * ((rest - dropped) / inMinute))
    }
    let (seconds, frames) = number.quotientAndRemainder(dividingBy: framesPerSecond)
    return TimeCode(
      hours: seconds / 3600, minutes: seconds / 60 % 60, seconds: seconds % 60, frames: frames,
      isDropFrame: dropped > 0)
  }
}
