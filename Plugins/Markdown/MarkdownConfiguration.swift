public import PluginKit

/// How Markdown is written.
public struct MarkdownConfiguration: PluginConfiguration {
  /// Whether the name of the media file stands above the text, so that a page says what it is.
  public var title = true
  /// Whether a table says how long it is, in which language, and what recognised it: whoever reads a transcript should
  /// know that a machine wrote it.
  public var facts = true
  /// Whether each paragraph has its time, by which one finds it in the media.
  public var timestamps = true
  /// Seconds of silence from which on a new paragraph begins. Two, longer than people breathe; 0 gives every segment a
  /// paragraph of its own.
  public var pause = 2.0
  /// Characters after which a paragraph ends with its sentence; 0 for no limit. About a hundred words, what still looks
  /// like a paragraph on a page.
  public var paragraphLength = 600
  /// Segments with less trust are marked or left out, 0…1. 0, because whoever asks for the text wants all of it.
  public var minimumTrust = 0.0
  /// `mark` begins such a segment with `[?]`, so that a reader can check it; `drop` leaves it out.
  public var untrusted = "mark"

  public init() {}

  public static var choices: [String: [String]] { ["untrusted": ["mark", "drop"]] }
}
