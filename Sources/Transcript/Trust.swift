/// How far a segment's text can be relied on, and what lowered it.
public struct Trust: Hashable, Sendable, Codable {
  /// Why a recogniser doubts its own text.
  public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
    /// Text that compresses too well: the sign of a loop.
    case compressionRatio
    /// The mean log-probability of the tokens is low.
    case logProbability
    /// The model itself says that there is no speech.
    case noSpeech
    /// A phrase came again and again and was collapsed.
    case repetition
    /// Most of its words lie where no speech was detected.
    case outsideSpeech
  }

  /// 0…1; 1 where nothing speaks against the text.
  public var score: Double
  public var reasons: [Reason]

  public static let full = Trust(score: 1, reasons: [])

  public init(score: Double, reasons: [Reason]) {
    self.score = score
    self.reasons = reasons
  }

  /// The same with one more reason, which halves the score.
  public func lowered(by reason: Reason) -> Trust {
    reasons.contains(reason) ? self : Trust(score: score / 2, reasons: reasons + [reason])
  }
}
