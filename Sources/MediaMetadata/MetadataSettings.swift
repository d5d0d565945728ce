package import Timeline

/// How much is said about a media file.
package struct MetadataSettings: Hashable, Sendable {
  /// Keywords at most, 0…1000.
  package var keywords: Int
  /// Sentences of the summary at most, 0…1000; nil for three and one more for each quarter of an hour, up to eight.
  package var sentences: Int?
  /// The shortest chapter; nil for a twentieth of the file, within 1 and 5 minutes.
  package var shortestChapter: MediaTime?

  /// - Parameter keywords: a dozen, as many as one takes in at a glance.
  package init(keywords: Int = 12, sentences: Int? = nil, shortestChapter: MediaTime? = nil) {
    self.keywords = keywords
    self.sentences = sentences
    self.shortestChapter = shortestChapter
  }

  func sentences(for duration: MediaTime) -> Int {
    sentences ?? min(8, 3 + Int(max(0, min(duration.seconds, 1e6)) / 900))
  }

  func shortestChapter(for duration: MediaTime) -> MediaTime {
    shortestChapter ?? MediaTime(seconds: min(300, max(60, duration.seconds / 20)))
  }
}
