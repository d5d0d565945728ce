package import Timeline
package import Transcript

/// How much is said in a language.
package struct LanguageShare: Hashable, Sendable, Codable {
  package var language: LanguageTag
  /// Of the time in which something is said, 0…1.
  package var share: Double
  @Seconds package var duration: MediaTime

  static func shares(in transcript: Transcript) -> [LanguageShare] {
    let totals = Totals(transcript) { $0.language.code }
    return totals.sorted.map {
      LanguageShare(language: LanguageTag($0.key), share: totals.share($0.time), duration: $0.time)
    }
  }
}

/// How much somebody says.
package struct SpeakerShare: Hashable, Sendable, Codable {
  /// As the transcript names them.
  package var speaker: String
  /// Of the time in which somebody who is known speaks, 0…1.
  package var share: Double
  @Seconds package var duration: MediaTime
  package var segments: Int

  static func shares(in transcript: Transcript) -> [SpeakerShare] {
    let totals = Totals(transcript) { $0.speaker }
    return totals.sorted.map {
      SpeakerShare(speaker: $0.key, share: totals.share($0.time), duration: $0.time, segments: $0.count)
    }
  }
}

/// The time of segments by what they have in common.
private struct Totals {
  private var times: [String: MediaTime] = [:]
  private var counts: [String: Int] = [:]

  init(_ transcript: Transcript, _ key: (Segment) -> String?) {
    for segment in transcript.segments where !segment.words.isEmpty {
      guard let key = key(segment) else { continue }
      times[key, default: .zero] += segment.range.duration
      counts[key, default: 0] += 1
    }
  }

  /// The longest first.
  var sorted: [(key: String, time: MediaTime, count: Int)] {
    times.map { ($0.key, $0.value, counts[$0.key] ?? 0) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  func share(_ time: MediaTime) -> Double {
    let all = times.values.reduce(.zero, +).seconds
    return all > 0 ? (time.seconds / all).rounded4 : 0
  }
}
