package import SystemPackage
package import Timeline
package import Transcript

/// What the index holds of a media file.
package struct IndexedFile: Hashable, Sendable {
  package var path: FilePath
  /// Of its contents; see `Fingerprint`.
  package var fingerprint: String
  /// Of what its rows are made, so that they are made anew when that changes.
  package var key: String
  package var title: String
  /// The one most of it is in.
  package var language: LanguageTag
  package var duration: MediaTime
  /// When the file was changed last, in seconds since 1970.
  package var modified: Int64
  /// What is known of it besides, as JSON.
  package var metadata: String
  package var segments: [Segment]
  package var spans: [Span]

  package init(
    path: FilePath, fingerprint: String, key: String, title: String, language: LanguageTag, duration: MediaTime,
    modified: Int64, metadata: String = "{}", segments: [Segment] = [], spans: [Span] = []
  ) {
    self.path = path
    self.fingerprint = fingerprint
    self.key = key
    self.title = title
    self.language = language
    self.duration = duration
    self.modified = modified
    self.metadata = metadata
    self.segments = segments
    self.spans = spans
  }

  /// What is found as a unit: a segment of the transcript.
  package struct Segment: Hashable, Sendable {
    package var range: TimeRange
    package var language: LanguageTag
    /// How far its text can be relied on, 0…1.
    package var trust: Double
    package var speaker: String?
    /// Of findings in it, each once, in the order of the alphabet.
    package var categories: [String]
    /// In time order.
    package var words: [Word]

    package init(
      range: TimeRange, language: LanguageTag, trust: Double = 1, speaker: String? = nil,
      categories: [String] = [], words: [Word]
    ) {
      self.range = range
      self.language = language
      self.trust = trust
      self.speaker = speaker
      self.categories = categories
      self.words = words
    }

    package var text: String { words.joinedText }
  }

  /// Segments that mean something together.
  package struct Span: Hashable, Sendable {
    /// By their index in the file.
    package var segments: Range<Int>
    /// 384 numbers, as a vector of length 1.
    package var vector: [Float]

    package init(segments: Range<Int>, vector: [Float]) {
      self.segments = segments
      self.vector = vector
    }
  }
}
