/// Speech that an annotator could not judge: that nothing was found in it says nothing.
public struct Unjudged: Hashable, Sendable, Codable {
  /// The plug-in.
  public var source: String
  /// The code of the language that is spoken.
  public var language: String
  /// How many stretches of speech.
  public var utterances: Int

  public init(source: String, language: String, utterances: Int) {
    (self.source, self.language, self.utterances) = (source, language, utterances)
  }
}
