public import Timeline

/// What was found out about the times of a subtitle file: where they belong in the media, and how sure that is.
public struct Synchronisation: Hashable, Sendable {
  public enum Evidence: String, Hashable, Sendable, Codable {
    /// The words of cues were found among those that were recognised.
    case words
    /// Only that somebody speaks while there are cues. Less sure, and never more than one piece.
    case sound
  }

  public var evidence: Evidence
  public var mapping: TimeMapping
  /// How sure the mapping is, 0…1. With sound as its evidence it is 0.6 at most.
  public var confidence: Double
  public var counts: Counts
  /// How far the cues that agree with the mapping are from it: half of them are nearer than this.
  public var medianResidual: MediaTime
  /// All but a twentieth of them are nearer than this.
  public var residual95: MediaTime
  /// The cues of which nothing was heard where they belong, by their index in the document. Empty where sound is the
  /// evidence.
  public var unmatchedCues: [Int]
  /// When the first word of cues is said, by their index, where it was recognised.
  var firstWords: [Int: MediaTime] = [:]
  /// How many cues the document has that `firstWords` is about.
  var cueCount: Int

  public struct Counts: Hashable, Sendable {
    public var cues = 0
    /// Those that have something to say, and not only sounds in brackets.
    public var spokenCues = 0
    /// Those that agree with the mapping; with words as evidence, by their words.
    public var matchedCues = 0
    /// Words in cues; characters where words are not set apart.
    public var words = 0
    /// Those of them that were recognised where they belong.
    public var matchedWords = 0

    public init() {}
  }

  /// Whether no cue moves by more than 40 ms, the length of a frame.
  public var isInSync: Bool {
    mapping.pieces.allSatisfy { piece in
      [piece.range.start, piece.range.end].allSatisfy { abs(piece.shift(at: $0).seconds) <= 0.04 }
    } && mapping.cuts.allSatisfy { abs($0.jump.seconds) <= 0.04 }
  }
}

/// Why a file is left as it is: new times could be worse than those it has.
public struct SynchronisationRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: String, Hashable, Sendable, Codable {
    /// No cue says anything.
    case nothingToMatch
    /// Nothing was heard in the media.
    case noSpeech
    /// The words are others, and the speech does not fit either.
    case noMatch
    /// Something fits, but so little of it that it may be chance.
    case weakEvidence
  }

  public var reason: Reason
  /// Of the best that was found, 0…1.
  public var confidence: Double
  /// What was counted on the way.
  public var counts: Synchronisation.Counts

  public var description: String {
    switch reason {
    case .nothingToMatch: "the subtitles say nothing that could be heard"
    case .noSpeech: "no speech was heard in the media"
    case .noMatch: "the subtitles do not fit what is said in the media"
    case .weakEvidence:
      "too little of the subtitles fits what is said in the media: \(counts.matchedCues) of \(counts.spokenCues) cues"
    }
  }
}
