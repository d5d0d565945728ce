public import PluginKit

/// What Kodi and Jellyfin are told about media.
public struct MetadataNFOConfiguration: PluginConfiguration {
  /// Keywords at most, 0…1000. A dozen, as many as one takes in at a glance.
  public var keywords = 12
  /// Sentences of the summary at most, 0…1000; -1 for three and one more for each quarter of an hour, up to eight, so that
  /// a long film has more of a plot than a short one.
  public var sentences = -1

  public init() {}

  var limits: MetadataLimits { MetadataLimits(keywords: keywords, sentences: sentences) }
}
