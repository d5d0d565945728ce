package import Timeline

/// A stretch of a media file with a topic of its own.
package struct Chapter: Hashable, Sendable, Codable {
  /// 0 of the first, otherwise the start of a segment.
  @Seconds package var start: MediaTime
  /// The start of the next one, or the end of the media.
  @Seconds package var end: MediaTime
  /// One or two phrases that set it apart from the others; `Chapter 3` where there are none.
  package var title: String
  /// What the title was chosen from, the weightiest first.
  package var keywords: [String]

  package init(start: MediaTime, end: MediaTime, title: String, keywords: [String]) {
    _start = Seconds(wrappedValue: start)
    _end = Seconds(wrappedValue: end)
    (self.title, self.keywords) = (title, keywords)
  }

  package var range: TimeRange { TimeRange(start: start, end: end) }
}
