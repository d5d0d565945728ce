import Foundation
import Media
import Moderation
import PluginKit
import TestSupport
import Testing
import Timeline
import Transcript
import TranscriptJSON

@Suite struct TranscriptJSONTests {
  private func range(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end))
  }

  private func input(_ segments: [Segment], damage: [AudioDamage] = []) -> ExportInput {
    var stream = MediaStream(
      index: 1, kind: .audio, codec: "aac", language: "eng", title: "Stereo", dispositions: [.original, .default])
    stream.sampleRate = 48_000
    stream.channels = 2
    stream.channelLayout = "stereo"
    var video = MediaStream(index: 0, kind: .video, codec: "h264")
    video.frameRate = Rational(24_000, 1001)
    return ExportInput(
      mediaName: "The “ferry”.mp4",
      media: MediaInfo(
        container: "mov,mp4", duration: MediaTime(milliseconds: 4300), startTime: .zero, streams: [video, stream]),
      track: AudioTrackChoice(stream: stream, reason: .defaultDisposition),
      transcript: Transcript(
        language: segments.isEmpty ? .undetermined : "en",
        languages: segments.isEmpty ? [] : [LanguageScore("en", score: 0.94123456), LanguageScore("de", score: 0.05)],
        segments: segments, duration: MediaTime(count: 189_630, perSecond: 44_100), speech: [range(100, 2100)],
        provenance: Provenance(
          recognizer: "org.surtitle.whisper 1.0.0", model: "base", modelDigest: "00ff", settings: ["beams": "5"])),
      damage: damage)
  }

  private var ferry: Segment {
    Segment(
      words: [
        Word("Hi,", hasSpaceBefore: false, range: range(120, 410), confidence: 0.99812345),
        Word("ferry/boat", range: range(550, 2050), confidence: 1),
      ], language: "en", trust: Trust(score: 0.7, reasons: [.logProbability]), speaker: "spk_0")
  }

  @Test func golden() throws {
    let damage = [AudioDamage(from: MediaTime(milliseconds: 4000), message: "the file ends 0:00.300 early")]
    let data = try TranscriptJSONExporter().data(for: input([ferry], damage: damage))
    try GoldenFile.verify(data, "transcript-json/ferry.surtitle.json")
  }

  @Test func goldenWithoutSpeech() throws {
    try GoldenFile.verify(TranscriptJSONExporter().data(for: input([])), "transcript-json/empty.surtitle.json")
  }

  @Test func goldenWithFindings() throws {
    var input = input([ferry])
    input.annotations = Annotations(
      findings: [
        Finding(
          category: "insult", range: range(120, 410), score: 0.81236, source: "org.surtitle.toxicity en-1",
          words: 0..<1, severity: .medium, threshold: 0.5),
        Finding(
          category: "speakerChange", range: range(550, 550), score: 1, source: "org.example.turns", rule: "pause",
          treatment: .replace(with: "—")),
      ],
      utterances: [
        UtteranceScores(
          source: "org.surtitle.toxicity en-1", range: range(120, 2050), words: 0..<2,
          scores: ["insult": 0.81236, "toxicity": .nan])
      ])
    try GoldenFile.verify(TranscriptJSONExporter().data(for: input), "transcript-json/findings.surtitle.json")
  }

  @Test func sameInputGivesSameBytes() throws {
    #expect(
      try TranscriptJSONExporter().data(for: input([ferry])) == TranscriptJSONExporter().data(for: input([ferry])))
  }

  @Test func numbersThatJSONLacksBecomeZero() throws {
    var segment = ferry
    segment.words[0].confidence = .nan
    segment.trust.score = .infinity
    #expect(throws: Never.self) { try TranscriptJSONExporter().data(for: input([segment])) }
  }

  @Test func unindentedIsOneLine() throws {
    var configuration = TranscriptJSONConfiguration()
    configuration.indented = false
    let data = try TranscriptJSONExporter(configuration: configuration).data(for: input([ferry]))
    #expect(data.filter { $0 == 0x0A }.count == 1)
  }
}
