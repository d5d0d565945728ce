import PluginKit
import Timeline
import Transcript

/// The document that a batch job of Amazon Transcribe leaves, as its developer guide shows it: numbers are strings,
/// except in `duration_in_seconds`.
struct AmazonTranscribeDocument: LongDocument {
  let jobName: String
  let accountId: String
  let status = "COMPLETED"
  var results: Results

  var parts: (frame: Self, lists: [LongList]) {
    var frame = self
    frame.results.items = []
    frame.results.audio_segments = []
    frame.results.toxicity_detection = results.toxicity_detection.map { _ in [] }
    return (
      frame,
      [
        LongList("items", results.items), LongList("audio_segments", results.audio_segments),
        LongList("toxicity_detection", results.toxicity_detection ?? []),
      ]
    )
  }

  struct Results: Encodable {
    /// Where the language was identified and there is one.
    var language_code: String?
    /// Where there are several.
    var language_codes: [SpokenLanguage]?
    var language_identification: [IdentifiedLanguage]?
    var transcripts: [Text]
    var speaker_labels: SpeakerLabels?
    var items: [Item]
    /// Where utterances were judged.
    var toxicity_detection: [ToxicSegment]?
    var audio_segments: [AudioSegment]
    /// Where other readings were asked for.
    var segments: [ReadSegment]?
  }

  struct Text: Encodable {
    let transcript: String
  }

  struct SpokenLanguage: Encodable {
    let language_code: String
    let duration_in_seconds: Double
  }

  struct IdentifiedLanguage: Encodable {
    let score: String
    let code: String
  }

  struct Item: Encodable {
    let id: Int
    let type: String
    let alternatives: [Alternative]
    /// Punctuation has no times.
    var start_time: String?
    var end_time: String?
    var language_code: String?
    var speaker_label: String?
    /// Where words are marked.
    var vocabularyFilterMatch: Bool?
  }

  struct Alternative: Encodable {
    let confidence: String
    let content: String
  }

  struct AudioSegment: Encodable {
    let id: Int
    let transcript: String
    let start_time: String
    let end_time: String
    let items: [Int]
    var language_code: String?
    var speaker_label: String?
  }

  /// A segment with its readings, best first.
  struct ReadSegment: Encodable {
    let start_time: String
    let end_time: String
    let alternatives: [Reading]
  }

  struct Reading: Encodable {
    let transcript: String
    let items: [ReadItem]
  }

  /// As `Item`, with one content and no number.
  struct ReadItem: Encodable {
    let type: String
    let confidence: String
    let content: String
    var start_time: String?
    var end_time: String?
  }

  struct SpeakerLabels: Encodable {
    let segments: [SpeakerSegment]
    let channel_label = "ch_0"
    let speakers: Int
  }

  struct SpeakerSegment: Encodable {
    let start_time: String
    let end_time: String
    let speaker_label: String
    let items: [SpeakerItem]
  }

  struct SpeakerItem: Encodable {
    let speaker_label: String
    let start_time: String
    let end_time: String
  }

  /// A job name of the characters that Amazon Transcribe allows (`[0-9a-zA-Z._-]`, up to 200), from a file name.
  static func jobName(for mediaName: String) -> String {
    let parts = mediaName.split(separator: ".", omittingEmptySubsequences: false)
    let base = parts.count > 1 ? parts.dropLast().joined(separator: ".") : mediaName
    let name = base.unicodeScalars.prefix(200).map { scalar -> Character in
      let isAllowed = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
      return isAllowed || scalar == "." || scalar == "_" || scalar == "-" ? Character(scalar) : "_"
    }
    return name.isEmpty ? "transcript" : String(name)
  }

  /// Seconds with up to three decimal places and at least one: `2.0`, `2.19`, `2.559`.
  static func seconds(_ time: MediaTime) -> String { decimal(thousandths: max(0, time.milliseconds)) }

  /// Like `seconds`; scores have four decimal places in Amazon's documents, confidences three.
  static func score(_ value: Double, places: Int = 3) -> String {
    let unit: Int64 = places == 4 ? 10_000 : 1000
    let scaled = value.isFinite ? Int64((min(max(value, 0), 1) * Double(unit)).rounded()) : 0
    return places == 4 ? decimal(scaled, unit: unit, places: 4) : decimal(thousandths: scaled)
  }

  private static func decimal(thousandths: Int64) -> String { decimal(thousandths, unit: 1000, places: 3) }

  private static func decimal(_ value: Int64, unit: Int64, places: Int) -> String {
    let digits = String(value % unit)
    var fraction = String(repeating: "0", count: places - digits.count) + digits
    while fraction.count > 1, fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(value / unit).\(fraction)"
  }
}
