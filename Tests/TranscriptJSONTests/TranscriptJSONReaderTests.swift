import Foundation
import Media
import PluginKit
import Testing
import Timeline
import Transcript
import TranscriptJSON

@Suite struct TranscriptJSONReaderTests {
  private static func range(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(start: MediaTime(milliseconds: start), end: MediaTime(milliseconds: end))
  }

  private static let transcript = Transcript(
    language: "ja", languages: [LanguageScore("ja", score: 0.9), LanguageScore("en", score: 0.1)],
    segments: [
      Segment(
        words: [
          Word("“Zoë,", hasSpaceBefore: false, range: range(120, 410), confidence: 0.5),
          Word("a/b", range: range(550, 2050), confidence: 1),
        ], language: "en", trust: Trust(score: 0.5, reasons: [.noSpeech]), speaker: "spk_0"),
      Segment(words: [Word("船", hasSpaceBefore: false, range: range(3000, 3001), confidence: 0)], language: "ja"),
    ], duration: MediaTime(milliseconds: 4300), speech: [range(100, 2100), range(2900, 3100)],
    provenance: Provenance(recognizer: "test 1", model: "none", modelDigest: "00ff", settings: ["a": "b"]))

  private static func written(_ transcript: Transcript) throws -> Data {
    let stream = MediaStream(index: 0, kind: .audio, codec: "aac")
    return try TranscriptJSONExporter().data(
      for: ExportInput(
        mediaName: "a.mp4", media: MediaInfo(container: "mp4", duration: nil, startTime: .zero, streams: [stream]),
        track: AudioTrackChoice(stream: stream, reason: .onlyTrack), transcript: transcript))
  }

  @Test func readsWhatIsWritten() throws {
    #expect(try TranscriptJSONReader.read(Self.written(Self.transcript)) == Self.transcript)
    var empty = Self.transcript
    (empty.segments, empty.speech, empty.language) = ([], [], .undetermined)
    #expect(try TranscriptJSONReader.read(Self.written(empty)) == empty)
  }

  @Test(arguments: [
    "", "[]", "{}", "nonsense", #"{"schema": "other", "schemaVersion": 1}"#,
    #"{"schema": "org.surtitle.transcript", "schemaVersion": 2}"#,
    #"{"schema": "org.surtitle.transcript", "schemaVersion": 1, "segments": 3}"#,
  ])
  func refusesWhatIsNoTranscript(text: String) {
    #expect(throws: TranscriptReadError.self) { try TranscriptJSONReader.read(Data(text.utf8)) }
  }

  @Test func ignoresWhatItDoesNotKnow() throws {
    let text = #"""
      {"schema": "org.surtitle.transcript", "schemaVersion": 1, "language": "en", "duration": 1e300, "new": {},
       "provenance": {"recognizer": "r", "model": "m"}, "segments": [
        {"language": "en", "words": []},
        {"language": "en", "trust": {"score": 1, "reasons": ["unheard-of"]},
         "words": [{"text": "a", "start": -5, "end": -7, "shape": 3}]}]}
      """#
    let transcript = try TranscriptJSONReader.read(Data(text.utf8))
    #expect(transcript.segments.count == 1)
    #expect(transcript.words.map(\.range) == [Self.range(-5000, -5000)])
  }
}
