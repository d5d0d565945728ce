public import PluginKit

/// How plain text is written.
public struct PlainTextConfiguration: PluginConfiguration {
  /// Seconds of silence from which on a new paragraph begins. Two, longer than people breathe; 0 gives every segment a
  /// paragraph of its own.
  public var pause = 2.0
  /// Characters after which a paragraph ends with its sentence; 0 for no limit. About a hundred words, what still looks
  /// like a paragraph on a page.
  public var paragraphLength = 600
  /// `paragraph` begins each paragraph with its time, `none` does not: most texts are read, not searched.
  public var timestamps = "none"
  /// Columns in a line, of which East Asian characters take two; 0 for one line a paragraph, which every program that
  /// text is pasted into breaks as it needs.
  public var lineWidth = 0
  /// Segments with less trust are marked or left out, 0…1. 0, because whoever asks for the text wants all of it.
  public var minimumTrust = 0.0
  /// `mark` begins such a segment with `[?]`, so that a reader can check it; `drop` leaves it out.
  public var untrusted = "mark"

  public init() {}

  public static var choices: [String: [String]] {
    ["timestamps": ["none", "paragraph"], "untrusted": ["mark", "drop"]]
  }
}
