public import Timeline
public import Transcript

/// A subtitle track: cues in time order.
public struct SubtitleDocument: Hashable, Sendable {
  public var cues: [Cue]
  public var language: LanguageTag
  /// What the track is called; nil where nobody named it.
  public var title: String?
  /// Frames a second on which the times were made, where the file says so.
  public var frameRate: Rational?
  /// Areas that cues name, as WebVTT has them.
  public var regions: [CueRegion] = []
  /// Remarks for editors that are not shown, in the order of the file.
  public var notes: [String] = []
  /// Style sheets of WebVTT, as they stand in the file.
  public var styleSheets: [String] = []
  /// The names of elements of metadata for which there is no place here, and so in no other file.
  public var otherMetadata: [String] = []
  /// What its reader had to guess or to leave out, for people.
  public var remarks: [String] = []

  public init(cues: [Cue], language: LanguageTag = .undetermined) {
    self.cues = cues
    self.language = language
  }
}

/// Text on screen for a span of time.
public struct Cue: Hashable, Sendable {
  public var range: TimeRange
  /// What is shown, line by line; no line is empty.
  public var text: [CueLine]
  /// What the file calls it.
  public var id: String?
  /// Where it is shown; nil for where its player shows subtitles.
  public var placement: CuePlacement?
  /// Whether it is shown even to those who want no subtitles: signs, and what is said in another language.
  public var isForced = false

  public init(range: TimeRange, text: [CueLine], id: String? = nil, placement: CuePlacement? = nil) {
    self.range = range
    self.text = text
    self.id = id
    self.placement = placement
  }

  /// Plain text, one element a line.
  public init(range: TimeRange, lines: [String]) {
    self.init(range: range, text: lines.map { CueLine($0) })
  }

  /// The text without styles, one element a line. Formats escape what they must.
  public var lines: [String] {
    get { text.map(\.string) }
    set { text = newValue.map { CueLine($0) } }
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
