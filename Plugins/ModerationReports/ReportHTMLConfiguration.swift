public import PluginKit

/// What the page of a report shows.
public struct ReportHTMLConfiguration: PluginConfiguration {
  /// Words that are shown before and after those of a finding, 0…100. Eight make a sentence of speech, which tells in most
  /// cases how a word was meant.
  public var context = 8

  public init() {}
}
