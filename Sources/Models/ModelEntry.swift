public import WhisperCost

/// What a model is for.
public enum ModelKind: String, Hashable, Sendable, Codable, CaseIterable {
  case speechRecogniser = "speech-recogniser"
  case voiceActivity = "voice-activity"
  /// Turns sentences into vectors.
  case sentenceEncoder = "sentence-encoder"
}

/// One file of a model: the same bytes whatever the source.
public struct ModelFile: Hashable, Sendable, Codable {
  public var name: String
  /// Lower-case hexadecimal.
  public var sha256: String
  public var byteCount: Int64

  public init(name: String, sha256: String, byteCount: Int64) {
    self.name = name
    self.sha256 = sha256
    self.byteCount = byteCount
  }
}

/// A model that `ModelStore` knows how to fetch.
public struct ModelEntry: Hashable, Sendable {
  /// Name of its folder and of the `--model` option.
  public var name: String
  /// Other names that it is known by.
  public var aliases: [String]
  public var kind: ModelKind
  /// One line for `surtitle models list`.
  public var summary: String
  /// Codes as Whisper has them; `*` where language does not matter.
  public var languages: [String]
  /// SPDX identifier of the weights.
  public var licence: String
  /// Of a Whisper model: what it costs follows from it.
  public var shape: WhisperShape?
  public var files: [ModelFile]
  /// Asked in this order; the first that delivers wins, and what one delivered is kept for the next.
  public var sources: [ModelSource]

  public init(
    name: String, aliases: [String] = [], kind: ModelKind, summary: String, languages: [String], licence: String,
    shape: WhisperShape? = nil, files: [ModelFile], sources: [ModelSource]
  ) {
    self.name = name
    self.aliases = aliases
    self.kind = kind
    self.summary = summary
    self.languages = languages
    self.licence = licence
    self.shape = shape
    self.files = files
    self.sources = sources
  }

  public var byteCount: Int64 { files.reduce(0) { $0 + $1.byteCount } }
}
