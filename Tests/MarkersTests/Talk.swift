import Media
import PluginKit
import TestSupport
import Timeline
import Transcript

/// Inputs for the three writers.
enum Talk {
  static func segment(_ text: String, at start: Int64, speaker: String? = nil, language: LanguageTag = "en") -> Segment
  {
    let words = text.split(separator: " ").enumerated().map { index, part in
      let begin = MediaTime(milliseconds: start + Int64(index) * 300)
      return Word(
        String(part), hasSpaceBefore: index > 0,
        range: TimeRange(start: begin, end: begin + MediaTime(milliseconds: 300)), confidence: 1)
    }
    return Segment(words: words, language: language, speaker: speaker)
  }

  static func input(_ segments: [Segment], rate: Rational? = Rational(25, 1), name: String = "Ferry & <talk>.mp4")
    -> ExportInput
  {
    let audio = MediaStream(index: 1, kind: .audio, codec: "aac")
    var video = MediaStream(index: 0, kind: .video, codec: "h264")
    (video.frameRate, video.width, video.height) = (rate, 1280, 720)
    return ExportInput(
      mediaName: name,
      media: MediaInfo(
        container: "mp4", duration: MediaTime(milliseconds: 70_000), startTime: .zero,
        streams: rate == nil ? [audio] : [video, audio]),
      track: AudioTrackChoice(stream: audio, reason: .onlyTrack),
      transcript: Transcript(
        language: segments.first?.language ?? .undetermined, segments: segments,
        duration: MediaTime(milliseconds: 69_000), provenance: Provenance(recognizer: "test", model: "none")))
  }

  static let segments = [
    segment("Good morning & \"welcome\" <aboard>.", at: 1900, speaker: "Ada"),
    segment("We leave at noon, whatever the weather | says.", at: 4020, speaker: "Ada"),
    segment("=SUM(A1) thank you 🎉", at: 60_020, speaker: "Ben"),
    segment("שלום לכולם!", at: 62_000, speaker: "Ben", language: "he"),
    segment("船は正午に出ます。", at: 64_990, language: "ja"),
  ]

  static let ntsc = Rational(30_000, 1001)

  /// Segments of a word that breaks formats, a second apart.
  static func random(_ count: Int64, seed: UInt64) -> [Segment] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { index in
      let start = MediaTime(milliseconds: index * 1000)
      let text = "x" + RandomText.make(count: 8, using: &generator)
      let range = TimeRange(start: start, end: start + MediaTime(milliseconds: 500))
      return Segment(words: [Word(text, range: range, confidence: 1)], language: "en")
    }
  }
}
