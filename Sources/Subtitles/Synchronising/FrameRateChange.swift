public import Timeline

/// A speed that subtitles are often off by: that between two rates of pictures, as when a film of 24 frames a second is
/// broadcast at 25.
public struct FrameRateChange: Hashable, Sendable {
  /// Frames a second of the film that the subtitles were made for.
  public let from: Rational
  /// Frames a second at which the media shows the same frames.
  public let to: Rational

  /// What times of the subtitles are multiplied by: 25/24 from 25 to 24 frames a second.
  public var rate: Double { from.value / to.value }

  /// Every change between the rates in common use, each speed once.
  public static let all: [FrameRateChange] = {
    let rates = [Rational(24000, 1001), Rational(24, 1), Rational(25, 1), Rational(30000, 1001), Rational(30, 1)]
    var changes: [FrameRateChange] = []
    for from in rates {
      for to in rates where from != to {
        let change = FrameRateChange(from: from, to: to)
        if !changes.contains(where: { abs($0.rate - change.rate) < 1e-9 }) { changes.append(change) }
      }
    }
    return changes
  }()
}

extension FrameRateChange: CustomStringConvertible {
  /// `25/23.976`
  public var description: String { "\(Self.decimal(from))/\(Self.decimal(to))" }

  /// As people write rates: `23.976`, `29.97`, `25`.
  private static func decimal(_ rate: Rational) -> String {
    let thousandths = Int64((rate.value * 1000).rounded())
    guard thousandths % 1000 != 0 else { return "\(thousandths / 1000)" }
    let text = "\(thousandths / 1000)." + String(1000 + thousandths % 1000).dropFirst()
    return String(text.reversed().drop { $0 == "0" }.reversed())
  }
}
