import Media
import Moderation
import PluginKit
import Timeline
import Transcript

/// The shape of the file. Version 1 only grows: readers ignore keys they do not know.
struct TranscriptDocument: LongDocument {
  static let schemaName = "org.surtitle.transcript"
  static let schemaVersion = 1

  let schema = Self.schemaName
  let schemaVersion = Self.schemaVersion
  let media: MediaFields
  let track: TrackFields
  let language: String
  let languages: [LanguageFields]
  /// Seconds of audio that were listened to.
  let duration: Double
  let text: String
  var segments: [SegmentFields]
  var speech: [SpanFields]
  /// Where there are some.
  var findings: [FindingFields]?
  var utterances: [UtteranceFields]?
  let damage: [DamageFields]
  let provenance: ProvenanceFields

  init(_ input: ExportInput) {
    let transcript = input.transcript
    media = MediaFields(name: input.mediaName, input.media)
    track = TrackFields(input.track)
    language = transcript.language.code
    languages = transcript.languages.map { LanguageFields(language: $0.language.code, score: $0.score.rounded4) }
    duration = transcript.duration.jsonSeconds
    text = transcript.text
    segments = transcript.segments.enumerated().map { SegmentFields(id: $0, $1) }
    speech = transcript.speech.map(SpanFields.init)
    let annotations = input.annotations
    findings = annotations.findings.isEmpty ? nil : annotations.findings.map(FindingFields.init)
    utterances = annotations.utterances.isEmpty ? nil : annotations.utterances.map(UtteranceFields.init)
    damage = input.damage.map { DamageFields(from: $0.from.jsonSeconds, message: $0.message) }
    provenance = ProvenanceFields(transcript.provenance)
  }
}

extension TranscriptDocument {
  var parts: (frame: Self, lists: [LongList]) {
    var frame = self
    frame.segments = []
    frame.speech = []
    frame.findings = findings.map { _ in [] }
    frame.utterances = utterances.map { _ in [] }
    return (
      frame,
      [
        LongList("segments", segments), LongList("speech", speech), LongList("findings", findings ?? []),
        LongList("utterances", utterances ?? []),
      ]
    )
  }
}

struct SpanFields: Encodable {
  let start: Double
  let end: Double

  init(_ range: TimeRange) {
    start = range.start.jsonSeconds
    end = range.end.jsonSeconds
  }
}

struct LanguageFields: Encodable {
  let language: String
  let score: Double
}

struct DamageFields: Encodable {
  let from: Double
  let message: String
}

struct ProvenanceFields: Encodable {
  let recognizer: String
  let model: String
  let modelDigest: String?
  let settings: [String: String]

  init(_ provenance: Provenance) {
    recognizer = provenance.recognizer
    model = provenance.model
    modelDigest = provenance.modelDigest
    settings = provenance.settings
  }
}

struct SegmentFields: Encodable {
  /// From 0, in time order.
  let id: Int
  let start: Double
  let end: Double
  let language: String
  let speaker: String?
  let text: String
  let confidence: Double
  let trust: TrustFields
  let words: [WordFields]

  struct TrustFields: Encodable {
    let score: Double
    let reasons: [String]
  }

  init(id: Int, _ segment: Segment) {
    self.id = id
    start = segment.range.start.jsonSeconds
    end = segment.range.end.jsonSeconds
    language = segment.language.code
    speaker = segment.speaker
    text = segment.text
    confidence = segment.confidence.rounded4
    trust = TrustFields(score: segment.trust.score.rounded4, reasons: segment.trust.reasons.map(\.rawValue))
    words = segment.words.map(WordFields.init)
  }
}

struct WordFields: Encodable {
  let text: String
  let spaceBefore: Bool
  let start: Double
  let end: Double
  let confidence: Double

  init(_ word: Word) {
    text = word.text
    spaceBefore = word.hasSpaceBefore
    start = word.start.jsonSeconds
    end = word.end.jsonSeconds
    confidence = word.confidence.rounded4
  }
}

extension Double {
  /// Four decimal places. JSON has neither infinities nor NaN: they become 0.
  var rounded4: Double { isFinite ? (self * 10_000).rounded() / 10_000 : 0 }
}
