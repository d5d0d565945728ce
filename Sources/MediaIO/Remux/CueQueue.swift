import CFFmpeg
import Timeline

/// The cues of all new tracks in the order in which they are written.
struct CueQueue {
  struct Entry {
    var stream: UnsafeMutablePointer<AVStream>
    var sample: EncodedSubtitles.Sample
    /// On the clock of the container.
    var range: TimeRange
  }

  private let tracks: [(stream: UnsafeMutablePointer<AVStream>, subtitles: EncodedSubtitles)]
  private let offset: MediaTime
  private var positions: [Int]

  /// - Parameter offset: the container's own time of its start, from which cues count.
  init(_ tracks: [(stream: UnsafeMutablePointer<AVStream>, subtitles: EncodedSubtitles)], offset: MediaTime) {
    self.tracks = tracks
    self.offset = offset
    positions = tracks.map { _ in 0 }
  }

  /// The first cue that is left and begins at `limit` or earlier.
  mutating func next(until limit: MediaTime?) -> Entry? {
    var best: (track: Int, start: MediaTime)?
    for (track, position) in positions.enumerated() where position < tracks[track].subtitles.samples.count {
      let start = tracks[track].subtitles.samples[position].range.start + offset
      if let limit, start > limit { continue }
      if let best, best.start <= start { continue }
      best = (track, start)
    }
    guard let best else { return nil }
    let sample = tracks[best.track].subtitles.samples[positions[best.track]]
    positions[best.track] += 1
    // A container that starts before 0 has no room for what is shown before 0.
    let start = max(.zero, best.start)
    return Entry(
      stream: tracks[best.track].stream, sample: sample,
      range: TimeRange(start: start, end: max(start, sample.range.end + offset)))
  }
}
