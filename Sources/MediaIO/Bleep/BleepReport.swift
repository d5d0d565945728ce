package import Timeline

/// What was done to each track of a copy, and what not.
package struct BleepReport: Hashable, Sendable {
  package enum Action: String, Hashable, Sendable, Codable {
    /// Its packets are those of the source.
    case copied
    /// Samples were changed where they stand; all others are those of the source.
    case edited
    /// The packets around the spans were coded anew; all others are those of the source.
    case spliced
    /// The whole track was coded anew.
    case recoded
  }

  package struct Track: Hashable, Sendable {
    /// Index in the container.
    package var stream: Int
    package var action: Action
    /// FFmpeg's name of its codec in the source.
    package var codec: String
    /// FFmpeg's name of its codec in the copy.
    package var codecWritten: String
    /// Packets that are not those of the source.
    package var packetsChanged = 0
    /// Where sound was replaced, on the media clock.
    package var spans: [TimeRange] = []
    /// How far the error of the worst seam between old and new packets lies below the sound, in dB; nil without seams.
    package var worstSeam: Double?
    /// Why it was coded anew as a whole, or in another codec; nil where there is nothing to say.
    package var remark: String?

    /// The length of all that was replaced.
    package var bleeped: MediaTime { spans.reduce(.zero) { $0 + $1.duration } }
  }

  /// Tracks of sound, in the order of the container.
  package var tracks: [Track] = []
  /// What was bleeped: the spans that were given with their padding, in order, those that touch as one.
  package var spans: [TimeRange] = []
  /// Spans that lie outside of the sound, with their padding, or that have no length.
  package var ignored: [TimeRange] = []
  /// Tracks of the source, by their index there, that are not in the copy, and why.
  package var leftOut: [SubtitleEmbedder.LeftOut] = []
  /// Tracks of subtitles of the source, by their index there: they may say what is bleeped.
  package var textTracks: [Int] = []
  /// What is not as it should be, for people.
  package var warnings: [String] = []
  /// Packets in the copy.
  package var packetCount = 0

  package init() {}
}
