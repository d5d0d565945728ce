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
  /// The words that it is about, by their index among all words of the transcript; nil for what is no matter of words.
  public var words: Range<Int>?
  /// How much it matters; nil where the annotator does not say.
  public var severity: Severity?
  /// The entry of a list, or the output of a model, that led to it. Not what was said: reports show it.
  public var rule: String?
  /// The score from which the annotator reports, 0…1, so that a score can be judged without the settings.
  public var threshold: Double?
  /// What is to become of the words, where the annotator asks for something.
  public var treatment: Treatment?

  public init(
    category: String, range: TimeRange, score: Double, source: String, words: Range<Int>? = nil,
    severity: Severity? = nil, rule: String? = nil, threshold: Double? = nil, treatment: Treatment? = nil
  ) {
    self.category = category
    self.range = range
    self.score = score
    self.source = source
    self.words = words
    self.severity = severity
    self.rule = rule
    self.threshold = threshold
    self.treatment = treatment
  }
}

extension Finding {
  /// Whether the words are not to be shown, and so not to be heard either.
  public var asksForSilence: Bool {
    switch treatment {
    case .mask, .remove, .replace: true
    case .tag, nil: false
    }
  }
}
