public import Timeline

/// Everything that was heard in one audio track.
public struct Transcript: Hashable, Sendable, Codable {
  /// The main language: the one most of the speech is in; `und` when there is no speech.
  public var language: LanguageTag
  /// The languages that were considered, likeliest first.
  public var languages: [LanguageScore]
  /// In time order, not overlapping.
  public var segments: [Segment]
  /// Length of the audio that was listened to.
  public var duration: MediaTime
  /// Where voice activity was detected, in time order.
  public var speech: [TimeRange]
  public var provenance: Provenance

  public init(
    language: LanguageTag, languages: [LanguageScore] = [], segments: [Segment], duration: MediaTime,
    speech: [TimeRange] = [], provenance: Provenance
  ) {
    self.language = language
    self.languages = languages
    self.segments = segments
    self.duration = duration
    self.speech = speech
    self.provenance = provenance
  }

  /// Lists that are left out are empty.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    language = try container.decode(LanguageTag.self, forKey: .language)
    languages = try container.decodeIfPresent([LanguageScore].self, forKey: .languages) ?? []
    segments = try container.decode([Segment].self, forKey: .segments)
    duration = try container.decode(MediaTime.self, forKey: .duration)
    speech = try container.decodeIfPresent([TimeRange].self, forKey: .speech) ?? []
    provenance = try container.decode(Provenance.self, forKey: .provenance)
  }

  public var text: String { segments.map(\.text).joined(separator: language.isWrittenWithoutSpaces ? "" : " ") }
  public var words: [Word] { segments.flatMap(\.words) }
  /// Whether nothing was said, or nothing that could be recognised: a normal result.
  public var isEmpty: Bool { segments.isEmpty }
}

/// A language and the share of the evidence for it, 0…1.
public struct LanguageScore: Hashable, Sendable, Codable {
  public var language: LanguageTag
  public var score: Double

  public init(_ language: LanguageTag, score: Double) {
    self.language = language
    self.score = score
  }
}

/// Who made a transcript and how, so that every artefact can say where it comes from.
public struct Provenance: Hashable, Sendable, Codable {
  /// The plug-in and its version: `org.surtitle.whisper 1.0.0`.
  public var recognizer: String
  /// The model's name, as in the catalogue.
  public var model: String
  /// SHA-256 of the model's weights in hexadecimal, where known.
  public var modelDigest: String?
  /// The settings that shaped the result, by name.
  public var settings: [String: String]

  public init(recognizer: String, model: String, modelDigest: String? = nil, settings: [String: String] = [:]) {
    self.recognizer = recognizer
    self.model = model
    self.modelDigest = modelDigest
    self.settings = settings
  }

  /// Settings that are left out are none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    recognizer = try container.decode(String.self, forKey: .recognizer)
    model = try container.decode(String.self, forKey: .model)
    modelDigest = try container.decodeIfPresent(String.self, forKey: .modelDigest)
    settings = try container.decodeIfPresent([String: String].self, forKey: .settings) ?? [:]
  }
}

extension Transcript: CustomStringConvertible, CustomDebugStringConvertible {
  /// Says how much there is, never what was said: transcripts must not slip into logs.
  public var description: String { "transcript in \(language), \(segments.count) segments, \(duration)" }
  public var debugDescription: String { description }
}
