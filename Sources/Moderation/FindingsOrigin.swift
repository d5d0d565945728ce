/// What made the findings of a media file, for whoever has to judge a report or to make it again.
public struct FindingsOrigin: Hashable, Sendable, Codable {
  /// What a plug-in judges with: a model, the weights of a classifier, a list of words.
  public struct Material: Hashable, Sendable, Codable {
    /// As the plug-in calls it: `list profanity.en`.
    public var name: String
    /// Of what is in it; nil where nobody knows.
    public var digest: String?

    public init(_ name: String, digest: String?) { (self.name, self.digest) = (name, digest) }
  }

  /// A setting that is not the default.
  public enum Setting: Hashable, Sendable {
    case flag(Bool)
    case number(Double)
    case numbers([String: Double])
    case text(String)
    /// Lists and free text, which may hold the words that are looked for: that it is set is told, and no more.
    case other
  }

  /// A plug-in with what its part rests on.
  public struct Part: Hashable, Sendable, Codable {
    /// Its id and version.
    public var plugin: String
    public var materials: [Material]
    /// The names under which it gave findings and scores, without its id.
    public var judges: [String]
    public var settings: [String: Setting]
    /// When its result was stored, milliseconds since 1970.
    public var time: Int64?

    public init(
      _ plugin: String, materials: [Material] = [], judges: [String] = [], settings: [String: Setting] = [:],
      time: Int64? = nil
    ) {
      (self.plugin, self.materials, self.judges) = (plugin, materials, judges)
      (self.settings, self.time) = (settings, time)
    }
  }

  public var profile: String
  public var recognizer: Part
  /// What gave utterances their meaning; nil where nothing asked for it.
  public var embedder: Part?
  public var annotators: [Part]
  /// What changed the words before they are shown.
  public var filters: [Part]
  /// What of the profile's rules for reports is not the default, a line each.
  public var rules: [String]
  /// Whether the words are those that were recognised, before the filters.
  public var isUnmasked = false
  /// The program that made the report, with its version.
  public var program: String?
  /// When the report was made, milliseconds since 1970; nil for one that a run made, which is the same however often it is
  /// made.
  public var made: Int64?

  public init(
    profile: String, recognizer: Part, embedder: Part? = nil, annotators: [Part], filters: [Part] = [],
    rules: [String] = [], program: String? = nil
  ) {
    (self.profile, self.recognizer, self.embedder) = (profile, recognizer, embedder)
    (self.annotators, self.filters, self.rules, self.program) = (annotators, filters, rules, program)
  }

  /// When the last of the annotators was done, milliseconds since 1970.
  public var analysed: Int64? { annotators.compactMap(\.time).max() }
}

extension FindingsOrigin.Setting: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .flag(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode([String: Double].self) {
      self = .numbers(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else {
      self = .other
    }
  }

  /// What is not told is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .flag(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .numbers(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .other: try container.encodeNil()
    }
  }
}
