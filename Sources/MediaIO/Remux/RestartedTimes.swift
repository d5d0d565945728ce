import Timeline

/// Recordings that were put one behind the other in a file: where time stamps begin anew, those of the copy go on, as
/// players and `SampleClock` do it.
struct RestartedTimes {
  /// Earlier times than this make a new recording; what lies closer overlaps, as `SampleClock` sees it.
  private static let least = MediaTime(seconds: 5)
  /// How far tracks of a recording begin apart, at most.
  private static let spread = MediaTime(seconds: 1)

  private struct Track {
    var offset: MediaTime
    /// The offset before the last restart.
    var former: MediaTime
    /// When its last packet ends, in the copy.
    var end: MediaTime
  }

  /// How often a track began anew.
  private(set) var count = 0
  private var tracks: [CInt: Track] = [:]
  /// The offset of the track that began anew last: what belongs together stays together.
  private var latest = MediaTime.zero

  /// What is added to the times of a packet of `index`.
  ///
  /// - Parameters:
  ///   - time: when it is decoded.
  ///   - isSparse: whether there may be minutes between two packets, as there are of subtitles.
  mutating func offset(of time: MediaTime, lasting duration: MediaTime, in index: CInt, isSparse: Bool) -> MediaTime {
    // A track may have its first packet behind a restart.
    var track = tracks[index] ?? Track(offset: latest, former: latest, end: time + latest)
    func fits(_ offset: MediaTime) -> Bool {
      let distance = time + offset - track.end
      return distance >= -Self.spread && (isSparse || distance <= Self.spread)
    }
    if time + track.offset < track.end - Self.least {
      track.former = track.offset
      track.offset = latest != track.offset && fits(latest) ? latest : track.end - time
      if !isSparse { latest = track.offset }
      count += 1
    } else if time + track.offset > track.end + Self.least, fits(track.former) {
      // A single time was wrong.
      if latest == track.offset { latest = track.former }
      track.offset = track.former
    }
    track.end = max(track.end, time + track.offset + duration)
    tracks[index] = track
    return track.offset
  }
}
