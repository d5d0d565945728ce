package import Subtitles
package import Transcript

/// How a transcript is cut into cues.
package struct CueingSettings: Hashable, Sendable, Codable {
  package init() {}

  /// The cues of `transcript`.
  package func document(for transcript: Transcript) -> SubtitleDocument {
    SubtitleDocument(
      cues: transcript.segments.map { Cue(range: $0.range, lines: [$0.text]) }, language: transcript.language)
  }
}
