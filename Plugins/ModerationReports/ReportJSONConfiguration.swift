public import PluginKit

/// How a report is written as JSON.
public struct ReportJSONConfiguration: PluginConfiguration {
  /// Words that are shown before and after those of a finding, 0…100. Eight make a sentence of speech, which tells in most
  /// cases how a word was meant.
  public var context = 8
  /// Whether the file is indented, as people open it and version control compares it by lines.
  public var indented = true

  public init() {}
}
