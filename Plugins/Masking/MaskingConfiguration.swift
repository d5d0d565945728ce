public import PluginKit

/// How words that annotators ask for are masked.
public struct MaskingConfiguration: PluginConfiguration {
  /// What stands for a masked word. Three stars, as in Amazon Transcribe.
  public var mask = "***"
  /// Whether the mask is as long as the word: its first character once for each letter. No, because a length often tells
  /// the word.
  public var keepsLength = false
  /// Whether the first letter stays: `d***`. No, because it tells the word.
  public var keepsFirstLetter = false
  /// What becomes of words by the category of their finding, whatever the annotator asks for: `mask`, `remove`, `tag`, or
  /// `keep` to leave them alone.
  public var categories: [String: String] = [:]
  /// Findings below this score are left alone, 0…1. 0, because annotators have thresholds of their own.
  public var minimumScore = 0.0
  /// What becomes of a segment all of whose words are removed: `drop` leaves it out, so that no empty cue is shown; `mask`
  /// leaves one mask in its place, so that it is seen that something was said.
  public var emptySegments = "drop"
  /// Whether the word behind a removed one takes its capital letter, where a sentence began with that.
  public var capitals = true
  /// What becomes of other readings of the segments: `drop` leaves out all of them, since they may hold what was not found
  /// in the text; `mask` masks in them what is said at the time of the words, and the same words elsewhere.
  public var alternatives = "drop"

  public init() {}

  public static var choices: [String: [String]] {
    ["alternatives": ["drop", "mask"], "emptySegments": ["drop", "mask"]]
  }
}
