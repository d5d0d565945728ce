public import PluginKit

/// How transcript JSON is printed.
public struct TranscriptJSONConfiguration: PluginConfiguration {
  /// Whether the file is indented. On, because people open it and version control compares it by lines; off makes it a
  /// third of the size.
  public var indented = true

  public init() {}
}
