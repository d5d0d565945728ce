/// Another reading of a segment's sound.
public struct Alternative: Hashable, Sendable, Codable {
  /// In time order; empty where this reading has nothing at that time.
  public var words: [Word]
  /// The geometric mean of the probabilities of its tokens, in the whole text that it is a part of, 0…1: what readings
  /// are compared by.
  public var score: Double

  public init(words: [Word], score: Double) {
    self.words = words
    self.score = score
  }

  public var text: String { words.joinedText }
}
