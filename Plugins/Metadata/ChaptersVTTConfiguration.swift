public import PluginKit

/// Which chapters media get.
public struct ChaptersVTTConfiguration: PluginConfiguration {
  /// Seconds that a chapter lasts at least, up to 86400; 0 for a twentieth of the media, within 1 and 5 minutes, so that
  /// there are no more chapters than a menu shows.
  public var shortestChapter = 0.0

  public init() {}

  var limits: MetadataLimits { MetadataLimits(keywords: 0, sentences: 0, shortestChapter: shortestChapter) }
}
