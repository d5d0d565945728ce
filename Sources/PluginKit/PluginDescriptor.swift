/// What the host must know about a plug-in before it runs any of its code.
public struct PluginDescriptor: Hashable, Sendable, Codable {
  /// What kind of work a plug-in does; each has a protocol of its own.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case speechRecognizer, annotator, transcriptFilter, subtitleFormat, exporter
  }

  /// Reverse-DNS: `org.surtitle.subrip`.
  public var id: String
  /// Three numbers: a change of the first or second makes stored results stale.
  public var version: String
  public var kind: Kind
  /// One line for lists.
  public var summary: String
  /// SPDX identifier.
  public var licence: String
  /// What it needs: a profile in which nothing gives that is refused before any media is opened.
  public var consumes: Set<LayerKind>
  /// What it takes beside that where something in the profile gives it, and does without elsewhere.
  public var uses: Set<LayerKind>
  /// What it gives to those that come after it: annotators run in the order that follows from this.
  public var produces: Set<LayerKind>

  /// - Parameters:
  ///   - consumes: nil for what is usual for the kind.
  ///   - uses: nothing, usually.
  ///   - produces: nil for what is usual for the kind.
  public init(
    id: String, version: String, kind: Kind, summary: String, licence: String, consumes: Set<LayerKind>? = nil,
    uses: Set<LayerKind> = [], produces: Set<LayerKind>? = nil
  ) {
    self.id = id
    self.version = version
    self.kind = kind
    self.summary = summary
    self.licence = licence
    self.consumes = consumes ?? kind.usualInputs
    self.uses = uses
    self.produces = produces ?? kind.usualOutputs
  }

  /// What it is given where it is there.
  public var takes: Set<LayerKind> { consumes.union(uses) }

  /// The last part of the id, which people type: `subrip`.
  public var shortName: String { String(id.split(separator: ".").last ?? "") }
}
