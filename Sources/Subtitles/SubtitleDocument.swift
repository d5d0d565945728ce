public import Timeline
public import Transcript

/// A subtitle track: cues in time order.
public struct SubtitleDocument: Hashable, Sendable {
  public var cues: [Cue]
  public var language: LanguageTag

  public init(cues: [Cue], language: LanguageTag = .undetermined) {
    self.cues = cues
    self.language = language
  }
}

/// Text on screen for a span of time.
public struct Cue: Hashable, Sendable {
  public var range: TimeRange
  /// Plain text, one element a line; no line is empty. Formats escape what they must.
  public var lines: [String]

  public init(range: TimeRange, lines: [String]) {
    self.range = range
    self.lines = lines
  }
}

/// Input that is not what its reader reads.
public struct SubtitleReadError: Error, Hashable, Sendable, CustomStringConvertible {
  /// From 1; nil where the fault lies in no particular line.
  public var line: Int?
  public var message: String

  public init(line: Int? = nil, _ message: String) {
    self.line = line
    self.message = message
  }

  public var description: String { line.map { "line \($0): \(message)" } ?? message }
}
