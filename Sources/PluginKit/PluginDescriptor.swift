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

  public init(id: String, version: String, kind: Kind, summary: String, licence: String) {
    self.id = id
    self.version = version
    self.kind = kind
    self.summary = summary
    self.licence = licence
  }

  /// The last part of the id, which people type: `subrip`.
  public var shortName: String { String(id.split(separator: ".").last ?? "") }
}
