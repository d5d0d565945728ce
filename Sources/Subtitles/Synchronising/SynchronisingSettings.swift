public import Timeline

/// How much evidence synchronising asks for.
public struct SynchronisingSettings: Hashable, Sendable {
  /// Below this confidence, 0…1, a file is left as it is. 0.3, since wrong text reaches 0.1 at most and even a scene of
  /// right text passes 0.5.
  public var minimumConfidence = 0.3
  /// Whether speech without words may decide where the words do not match, as with subtitles in another language. On,
  /// because that is what such files need; it finds one offset and one rate, no cuts.
  public var usesSound = true
  /// How far off a file may be that is matched by sound. 120 s; words find any distance.
  public var maximumShift = MediaTime(milliseconds: 120_000)

  public init() {}
}

/// How new times are given to cues.
public struct RetimingSettings: Hashable, Sendable {
  /// What becomes of cues of a scene that the media does not have.
  public enum Removed: String, Hashable, Sendable, Codable, CaseIterable {
    /// They are left out: what they say is not said.
    case drop
    /// They follow each other where the scene would be, each long enough to be seen.
    case keep
  }

  public var removed = Removed.drop
  /// Whether cues begin with their first word where it was recognised near their start. Off: it undoes the times that
  /// somebody chose with care.
  public var snapsToWords = false
  /// How far a start may be from its word to be moved to it. 0.3 s: beyond that it was probably meant.
  public var snapReach = MediaTime(milliseconds: 300)
  /// No cue becomes shorter than this that was not before, while there is room for it. 5/6 s, as most style guides ask.
  public var minimumDuration = MediaTime(milliseconds: 833)

  public init() {}
}
