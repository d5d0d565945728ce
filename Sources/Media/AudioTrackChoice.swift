/// The audio track that is worked on, and the rule that decided.
public struct AudioTrackChoice: Hashable, Sendable, Codable {
  /// The rule that told the chosen track from the others, in the order in which rules are asked.
  public enum Reason: String, Hashable, Sendable, Codable {
    case onlyTrack, requestedLanguage, defaultDisposition, mainMix, mostChannels, firstTrack
  }

  public var stream: MediaStream
  public var reason: Reason

  public init(stream: MediaStream, reason: Reason) {
    self.stream = stream
    self.reason = reason
  }
}
