public import PluginKit

/// What the cues of a metadata track hold.
public struct ReportVTTConfiguration: PluginConfiguration {
  /// Words that are shown before and after those of a finding, 0…100. Eight make a sentence of speech, which tells in most
  /// cases how a word was meant.
  public var context = 8

  public init() {}
}
