public import Timeline

/// Subtitles after their repair, and what was done.
public struct StyleRepair: Hashable, Sendable {
  public var document: SubtitleDocument
  /// In the order of the cues.
  public var fixes: [StyleFix]
  /// What was wrong before.
  public var before: [StyleViolation]
  /// What still is.
  public var remaining: [RemainingViolation]

  public var isChanged: Bool { !fixes.isEmpty }
}

/// Something that was done to a cue.
public struct StyleFix: Hashable, Sendable, Codable {
  public enum Action: String, Hashable, Sendable, Codable, CaseIterable {
    /// It has another place in the file.
    case sorted
    /// It had no text.
    case removed
    /// It and the next ones are one: they showed the same without a pause.
    case joined
    case split, merged
    /// Spaces and marks are others.
    case mended
    /// Its lines end elsewhere.
    case wrapped
    /// It begins or ends at another time.
    case retimed
  }

  public var action: Action
  /// The rule that it is for; nil where the cue was put on the frames of the picture, or made room for another one.
  public var rule: StyleRule?
  /// The number of the cue in the file as it was given, from 1.
  public var cue: Int
  /// When it was shown before.
  public var range: TimeRange
  /// What was there, such as times or lines of text, and what is now.
  public var from: String
  public var to: String
}

/// A violation that could not be repaired.
public struct RemainingViolation: Hashable, Sendable, Codable {
  /// With the number that the cue has now.
  public var violation: StyleViolation
  /// Why not.
  public var reason: String
}
