package import Timeline

/// Recordings that were put one behind the other in a file: where time stamps begin anew, those of the copy go on, as
/// players and `SampleClock` do it.
package struct RestartedTimes {
  /// Earlier times than this make a new recording; what lies closer overlaps, as `SampleClock` sees it.
  private static let least = MediaTime(seconds: 5)
  /// How far tracks of a recording begin apart, at most.
  private static let spread = MediaTime(seconds: 1)

  private struct Track {
    var offset: MediaTime
    /// The offset before the last restart.
    var former: MediaTime
    /// When its last packet begins and ends, in the copy.
    var start: MediaTime
    var end: MediaTime
    /// Where it ended before it leapt ahead, as long as that may have been a single wrong time.
    var endBeforeLeap: MediaTime?
  }

  /// How often a track began anew.
  package private(set) var count = 0
  private var tracks: [CInt: Track] = [:]
  /// The offset of the track that began anew last: what belongs together stays together.
  private var latest = MediaTime.zero

  package init() {}

  /// What is added to the times of a packet of `index`.
  ///
  /// - Parameters:
  ///   - time: when it is decoded.
  ///   - isSparse: whether there may be minutes between two packets, as there are of subtitles.
  package mutating func offset(of time: MediaTime, lasting duration: MediaTime, in index: CInt, isSparse: Bool)
    -> MediaTime
  {
    guard var track = tracks[index] else {
      // Its first packet may come behind a restart of others.
      let start = time + latest
      tracks[index] = Track(offset: latest, former: latest, start: start, end: start + duration)
      return latest
    }
    let wasAhead = track.endBeforeLeap
    track.endBeforeLeap = nil
    func follows(_ end: MediaTime, by offset: MediaTime) -> Bool {
      let distance = time + offset - end
      return distance >= -Self.spread && (isSparse || distance <= Self.spread)
    }
    if time + track.offset < track.start - Self.least {
      // After a single time that was far ahead, it goes on as before.
      if !(wasAhead.map { follows($0, by: track.offset) } ?? false) {
        track.former = track.offset
        track.offset = latest != track.offset && follows(track.end, by: latest) ? latest : track.end - time
        if !isSparse { latest = track.offset }
        count += 1
      }
    } else if time + track.offset > track.end + Self.least {
      if track.former != track.offset, follows(track.end, by: track.former) {
        // It was a single time that was behind.
        if latest == track.offset { latest = track.former }
        track.offset = track.former
      } else {
        track.endBeforeLeap = track.end
      }
    }
    track.start = time + track.offset
    track.end = track.start + duration
    tracks[index] = track
    return track.offset
  }

  /// Whether a packet that begins at `time` is far ahead of what came before it: its time counts when the next packet
  /// follows it.
  package func isLeap(to time: MediaTime, in index: CInt) -> Bool {
    guard let track = tracks[index] else { return false }
    return time + track.offset > track.end + Self.least
  }

  /// Where the next packet of a track should begin by those before it, on the clock of the source.
  package func expected(in index: CInt) -> MediaTime? { tracks[index].map { $0.end - $0.offset } }
}
