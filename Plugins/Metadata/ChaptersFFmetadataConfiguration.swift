public import PluginKit

/// Which tags and chapters media get.
public struct ChaptersFFmetadataConfiguration: PluginConfiguration {
  /// Keywords at most, 0…1000. A dozen, as many as one takes in at a glance.
  public var keywords = 12
  /// Sentences of the summary at most, 0…1000; -1 for three and one more for each quarter of an hour, up to eight, so that
  /// a long film has more of a plot than a short one.
  public var sentences = -1
  /// Seconds that a chapter lasts at least, up to 86400; 0 for a twentieth of the media, within 1 and 5 minutes, so that
  /// there are no more chapters than a menu shows.
  public var shortestChapter = 0.0

  public init() {}

  var limits: MetadataLimits {
    MetadataLimits(keywords: keywords, sentences: sentences, shortestChapter: shortestChapter)
  }
}
