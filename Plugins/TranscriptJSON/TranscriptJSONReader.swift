public import Foundation
import Timeline
public import Transcript

/// Reads back the transcript that `TranscriptJSONExporter` wrote.
public enum TranscriptJSONReader {
  /// The transcript in `data`; times are whole milliseconds, and confidences have four decimal places. What a later
  /// version has besides is left out.
  ///
  /// - Throws: `TranscriptReadError` for anything else than a transcript of version 1.
  public static func read(_ data: Data) throws -> Transcript {
    let document: Document
    do {
      let header = try JSONDecoder().decode(Header.self, from: data)
      guard header.schema == TranscriptDocument.schemaName else {
        throw TranscriptReadError("this is not a transcript of surtitle")
      }
      guard header.schemaVersion == TranscriptDocument.schemaVersion else {
        throw TranscriptReadError(
          "this is version \(header.schemaVersion) of the transcript, and the highest supported is "
            + "\(TranscriptDocument.schemaVersion)")
      }
      document = try JSONDecoder().decode(Document.self, from: data)
    } catch let error as DecodingError {
      throw TranscriptReadError(error)
    }
    return document.transcript
  }

  private struct Header: Decodable {
    let schema: String
    let schemaVersion: Int
  }

  private struct Document: Decodable {
    let language: String
    let languages: [ScoredLanguage]?
    let duration: Double
    let segments: [SegmentEntry]
    let speech: [Span]?
    let provenance: Provenance

    var transcript: Transcript {
      Transcript(
        language: LanguageTag(language),
        languages: (languages ?? []).map { LanguageScore(LanguageTag($0.language), score: $0.score) },
        // A segment has at least one word.
        segments: segments.filter { !$0.words.isEmpty }.map(\.segment), duration: MediaTime(seconds: duration),
        speech: (speech ?? []).map(\.range), provenance: provenance)
    }
  }

  private struct ScoredLanguage: Decodable {
    let language: String
    let score: Double
  }

  private struct Span: Decodable {
    let start: Double
    let end: Double

    var range: TimeRange { TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end)) }
  }

  private struct SegmentEntry: Decodable {
    let language: String
    let speaker: String?
    let trust: TrustEntry?
    let words: [WordEntry]

    var segment: Segment {
      Segment(
        words: words.map(\.word), language: LanguageTag(language), trust: trust?.trust ?? .full, speaker: speaker)
    }
  }

  private struct TrustEntry: Decodable {
    let score: Double
    let reasons: [String]?

    var trust: Trust { Trust(score: score, reasons: (reasons ?? []).compactMap(Trust.Reason.init(rawValue:))) }
  }

  private struct WordEntry: Decodable {
    let text: String
    let spaceBefore: Bool?
    let start: Double
    let end: Double
    let confidence: Double?

    var word: Word {
      Word(
        text, hasSpaceBefore: spaceBefore ?? true,
        range: TimeRange(start: MediaTime(seconds: start), end: MediaTime(seconds: end)), confidence: confidence ?? 1)
    }
  }
}

/// Input that is no transcript.
public struct TranscriptReadError: Error, Hashable, Sendable, CustomStringConvertible {
  public var message: String

  public init(_ message: String) { self.message = message }

  public var description: String { message }

  /// Names the place, not what stands there.
  init(_ error: DecodingError) {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty
        ? "" : " at " + path.map { key in key.intValue.map(String.init) ?? key.stringValue }.joined(separator: "/")
    }
    switch error {
    case .dataCorrupted(let context): message = "this is not JSON that can be read\(place(context.codingPath))"
    case .keyNotFound(let key, let context):
      message = "“\(key.stringValue)” is missing\(place(context.codingPath))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      message = "there is something else than expected\(place(context.codingPath))"
    @unknown default: message = "this cannot be read"
    }
  }
}
