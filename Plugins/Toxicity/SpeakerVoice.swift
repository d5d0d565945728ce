/// How a speaker usually sounds, and how far an utterance is from that.
struct SpeakerVoice {
  /// Louder and higher than usual.
  struct Raise: Hashable, CustomStringConvertible {
    /// dB.
    var level: Double
    /// Semitones.
    var pitch: Double
    /// 0…1.
    var score: Double

    var description: String { "\(Int(level.rounded())) dB louder, \(Int(pitch.rounded())) semitones higher" }
  }

  /// Fewer utterances tell nothing of what is usual.
  private static let leastUtterances = 8
  /// What makes a voice a loud one: 12 dB is the step from normal to loud speech (ANSI S3.5-1997: 62.4 and 74.9 dB at a
  /// metre). Recordings even levels out, so the 20 dB of a shout seldom remain.
  private static let loudness = 12.0
  /// A fifth. Voices rise with effort, shouting by up to an octave (Rostolland 1982); this is our choice within that.
  private static let height = 7.0
  /// Speakers who vary more by themselves must exceed so many of their deviations.
  private static let deviations = 4.0
  /// Of the median absolute deviation to the standard deviation, for values that spread normally.
  private static let deviationOfMedian = 1.4826

  private let level: Double
  private let pitch: Double
  /// What counts as a full raise.
  private let (fullLevel, fullPitch): (Double, Double)

  /// - Parameter measures: of all utterances of the speaker.
  /// - Returns: nil where they are too few.
  init?(_ measures: [VoiceMeasure]) {
    guard measures.count >= Self.leastUtterances else { return nil }
    let levels = measures.map(\.level)
    let pitches = measures.map { 12 * Decibels.log2($0.pitch) }
    (level, pitch) = (levels.median, pitches.median)
    fullLevel = max(Self.loudness, Self.deviations * Self.deviation(levels))
    fullPitch = max(Self.height, Self.deviations * Self.deviation(pitches))
  }

  /// The score is the geometric mean of both raises, each 0…1: who is only near the microphone is not higher, and who
  /// only asks is not louder.
  func raise(of measure: VoiceMeasure) -> Raise {
    let louder = measure.level - level
    let higher = 12 * Decibels.log2(measure.pitch) - pitch
    let (first, second) = (min(max(louder / fullLevel, 0), 1), min(max(higher / fullPitch, 0), 1))
    return Raise(level: louder, pitch: higher, score: (first * second).squareRoot())
  }

  private static func deviation(_ values: [Double]) -> Double {
    let median = values.median
    return deviationOfMedian * values.map { abs($0 - median) }.median
  }
}
