public import Timeline

/// How one utterance was judged, whether or not anything was found in it.
public struct UtteranceScores: Hashable, Sendable, Codable {
  /// The plug-in and the model that judged: `org.surtitle.toxicity en-1`.
  public var source: String
  public var range: TimeRange
  /// By index among all words of the transcript.
  public var words: Range<Int>
  /// 0…1 by category. The categories of a source are the same in all its utterances.
  public var scores: [String: Double]

  public init(source: String, range: TimeRange, words: Range<Int>, scores: [String: Double]) {
    self.source = source
    self.range = range
    self.words = words
    self.scores = scores
  }
}
