/// What is good and bad about a cue, in one unit: about a tenth of the price of a break in the middle of a phrase.
///
/// The numbers order the wishes rather than measure them: a cue that is too short outweighs everything, then come breaks
/// in bad places, then long pauses inside a cue, then reading speed, then having few cues.
struct CueingCost {
  /// Each cue costs this, so that text is not chopped up without a reason.
  static let cue = 45.0
  /// A cue that cannot be shown for the minimum duration where it belongs: this and as much again by what is missing.
  static let tooShort = 2000.0
  /// A sentence that ends inside a cue.
  static let sentenceInside = 24.0
  /// A pause inside a cue, a second beyond `shortPause`.
  static let pauseInside = 80.0
  /// A pause that nobody notices, ms.
  static let shortPause: Int64 = 300
  /// A pause over which no cue goes, ms: a cue that covers more silence than this shows words that nobody says.
  static let longestPause: Int64 = 1500
  /// A break at a pause of half a second costs only this share of its price.
  static let breakAtPause = 0.35
  /// Faster than can be read, at all and by 100 %.
  static let tooFast = (any: 40.0, twice: 60.0)
  /// A cue with less text than this, in columns, that is not a sentence by itself.
  static let scrap = 12
  static let scrapCost = 40.0
  /// How far a cue may come before its first word when there is no room after it, ms.
  static let longestLead: Int64 = 500

  private let rules: StyleRules
  private let minimumDuration: Int64
  private let minimumGap: Int64
  private let maximumTrail: Int64
  /// How long the words of a cue may take, ms.
  let longestSpeech: Int64

  init(limits: CueingLimits) {
    rules = limits.rules
    minimumDuration = limits.milliseconds(limits.minimumDuration)
    minimumGap = limits.milliseconds(limits.minimumGap)
    maximumTrail = limits.milliseconds(limits.maximumTrail)
    longestSpeech = limits.longestSpeech
  }

  /// How long a reader needs, ms.
  func readingTime(columns: Int, words: Int) -> Double { rules.readingTime(columns: columns, words: words) * 1000 }

  /// The cost of a cue break between two tokens, which a pause makes cheaper.
  static func breakCost(_ quality: Double, pause: Int64) -> Double {
    guard pause > shortPause / 2 else { return quality }
    let share = min(1, Double(pause) / 500)
    return quality * (1 - share * (1 - breakAtPause))
  }

  /// The cost of leaving two tokens in one cue.
  static func joinCost(endsSentence: Bool, pause: Int64) -> Double {
    let silence = pause > shortPause ? Double(pause - shortPause) / 1000 * pauseInside : 0
    return silence + (endsSentence ? sentenceInside : 0)
  }

  /// The cost of showing text that takes `readingTime` to read and is spoken from `start` to `end`, between speech that
  /// ends at `previousEnd` and goes on at `nextStart`.
  func timingCost(start: Int64, end: Int64, previousEnd: Int64, nextStart: Int64, readingTime: Double) -> Double {
    let roomAfter = max(0, nextStart - minimumGap - start)
    let roomBefore = max(0, min(Self.longestLead, start - previousEnd - minimumGap))
    let shown = min(max(end - start, minimumDuration), roomAfter)
    var cost = Self.cue
    let missing = minimumDuration - shown - roomBefore
    if missing > 0 { cost += Self.tooShort * (1 + Double(missing) / Double(minimumDuration)) }
    let readable = max(1, min(max(end - start, minimumDuration) + maximumTrail, max(roomAfter, 1)))
    let excess = readingTime / Double(readable) - 1
    if excess > 0 { cost += Self.tooFast.any + Self.tooFast.twice * min(excess, 10) }
    return cost
  }
}
