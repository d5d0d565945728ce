package import Timeline

/// What became of a clip.
package struct ClipReport: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    /// What was asked for, on the clock of the source.
    package var asked: TimeRange
    /// What is in the clip, on the clock of the source: pictures that are copied begin with a key frame.
    package var range: TimeRange
    /// Where it begins in the clip.
    package var place: MediaTime

    package init(asked: TimeRange, range: TimeRange, place: MediaTime) {
      (self.asked, self.range, self.place) = (asked, range, place)
    }
  }

  /// In the order of the clip.
  package var parts: [Part] = []
  /// Tracks of the first source that are not in the clip, and why.
  package var leftOut: [SubtitleEmbedder.LeftOut] = []
  /// What is not as it should be, for people.
  package var warnings: [String] = []
  package var packetCount = 0
  /// When the last packet ends.
  package var duration = MediaTime.zero
}
