/// One decision in the trail of all that were made. What was decided before stays in the trail, and what is taken back
/// is an entry with the state `new`.
public struct AuditEntry: Hashable, Sendable, Codable {
  /// From 1, without gaps.
  public var number: Int64
  /// What of the media the decision is about: who has the same contents has it as well.
  public var media: String
  /// What the file was called, for people.
  public var mediaName: String
  public var finding: FindingIdentity
  public var category: String
  /// Milliseconds from the start of the media.
  public var start: Int64
  public var end: Int64
  /// Digest of the words with a key that only the store has, so that they are recognised there and neither read nor
  /// guessed elsewhere.
  public var words: String
  public var decision: ReviewDecision
  /// SHA-256, in hexadecimal, of all of the above and of the digest of the entry before.
  public var digest: String

  public init(
    number: Int64, media: String, mediaName: String, finding: FindingIdentity, category: String, start: Int64,
    end: Int64, words: String, decision: ReviewDecision, digest: String
  ) {
    (self.number, self.media, self.mediaName) = (number, media, mediaName)
    (self.finding, self.category, self.start, self.end) = (finding, category, start, end)
    (self.words, self.decision, self.digest) = (words, decision, digest)
  }
}
