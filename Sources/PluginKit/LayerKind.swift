/// What a plug-in takes or gives: one sort of knowledge about a media file.
///
/// Annotators may give sorts of their own, by any name in small letters, digits and hyphens: `topics`, `lip-sync`.
public struct LayerKind: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral {
  public var rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public init(stringLiteral value: String) { self.init(rawValue: value) }

  /// The sound, which every file has that is worked on.
  public static let audio: LayerKind = "audio"
  /// Words with times.
  public static let transcript: LayerKind = "transcript"
  /// Who speaks when.
  public static let speakers: LayerKind = "speakers"
  /// What utterances mean: the host makes it where a plug-in in the program wants it.
  public static let embeddings: LayerKind = "embeddings"
  /// What annotators found, and where.
  public static let findings: LayerKind = "findings"
  /// What people decided about findings, which exporters in the program can have. None may have been decided.
  public static let reviews: LayerKind = "reviews"

  /// Those that have a meaning of their own for the host.
  public static let known: [LayerKind] = [.audio, .transcript, .speakers, .findings]
  /// Those that no plug-in makes.
  public static let given: Set<LayerKind> = [.audio, .embeddings, .reviews]
}

extension PluginDescriptor.Kind {
  /// What plug-ins of this kind take unless they say otherwise.
  public var usualInputs: Set<LayerKind> { self == .speechRecognizer ? [.audio] : [.transcript] }

  /// What plug-ins of this kind give unless they say otherwise; those that write files give nothing to others.
  public var usualOutputs: Set<LayerKind> {
    switch self {
    case .speechRecognizer, .transcriptFilter: [.transcript]
    case .annotator: [.findings]
    case .subtitleFormat, .exporter: []
    }
  }
}
