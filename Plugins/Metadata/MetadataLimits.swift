internal import MediaMetadata
internal import PluginKit
internal import Timeline

/// The settings that these exporters share.
struct MetadataLimits {
  var keywords: Int
  var sentences: Int
  /// Seconds; 0 for the default.
  var shortestChapter = 0.0

  /// - Throws: `ConfigurationError`.
  static func check(_ limits: MetadataLimits) throws(ConfigurationError) {
    guard (0...1000).contains(limits.keywords) else { throw ConfigurationError("/keywords", "this must be 0 to 1000") }
    guard (-1...1000).contains(limits.sentences) else {
      throw ConfigurationError("/sentences", "this must be 0 to 1000, or -1 for as many as the length asks for")
    }
    guard limits.shortestChapter == 0 || (1...86_400).contains(limits.shortestChapter) else {
      throw ConfigurationError("/shortestChapter", "this must be 1 to 86400 seconds, or 0 for what the length asks for")
    }
  }

  var settings: MetadataSettings {
    MetadataSettings(
      keywords: keywords, sentences: sentences < 0 ? nil : sentences,
      shortestChapter: shortestChapter > 0 ? MediaTime(seconds: shortestChapter) : nil)
  }
}

extension MediaMetadata {
  init(_ input: ExportInput, _ embeddings: SpanEmbeddings?, _ limits: MetadataLimits) {
    self.init(
      name: input.mediaName, media: input.media, transcript: input.transcript, embeddings: embeddings,
      settings: limits.settings)
  }
}
