public import Timeline

/// Something that the media says and that somebody asked to be told about.
public struct Finding: Hashable, Sendable, Codable {
  /// What kind of thing: `profanity`, `speakerChange`, … as the annotator that found it names it.
  public var category: String
  public var range: TimeRange
  /// How sure the annotator is, 0…1.
  public var score: Double
  /// The plug-in and the rule or model that found it.
  public var source: String

  public init(category: String, range: TimeRange, score: Double, source: String) {
    self.category = category
    self.range = range
    self.score = score
    self.source = source
  }
}
