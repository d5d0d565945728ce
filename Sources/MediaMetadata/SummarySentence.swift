package import Timeline

/// A sentence that stands for much of what is said.
package struct SummarySentence: Hashable, Sendable, Codable {
  @Seconds package var start: MediaTime
  @Seconds package var end: MediaTime
  package var text: String
  package var speaker: String?

  package var range: TimeRange { TimeRange(start: start, end: end) }
}
