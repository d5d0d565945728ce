package import Media
package import PluginKit
internal import Timeline
package import Transcript

/// What a media file is about, made from what is known of it: for catalogues, media servers and search engines.
///
/// The same input gives the same. Documentation/media-metadata.schema.json describes the JSON; version 1 only grows.
package struct MediaMetadata: Hashable, Sendable, Codable {
  package static let schema = "org.surtitle.media-metadata"
  package static let version = 1

  package var schema = Self.schema
  package var schemaVersion = Self.version
  package var media: MediaDescription
  package var title: MediaTitle
  /// The language with most speech first.
  package var languages: [LanguageShare]
  /// Who spoke longest first; none where speakers are not known.
  package var speakers: [SpeakerShare]
  /// In time order, each to the start of the next; none where nothing was said.
  package var chapters: [Chapter]
  /// The weightiest first.
  package var keywords: [Keyword]
  /// Sentences that were said, in time order.
  package var summary: [SummarySentence]
  package var statistics: ReadingStatistics
  package var methods: Methods

  /// What chapters and summary rest on.
  package struct Methods: Hashable, Sendable, Codable {
    /// `embeddings`, or `words` where there are none of this transcript.
    package var similarity: String
    /// The model that made the embeddings.
    package var encoder: String?
  }

  /// - Parameters:
  ///   - name: of the media file, without its folder.
  ///   - embeddings: of the transcript; those of another are not used.
  package init(
    name: String, media: MediaInfo, transcript: Transcript, embeddings: SpanEmbeddings? = nil,
    settings: MetadataSettings = MetadataSettings()
  ) {
    let units = TextUnit.units(of: transcript)
    let vectors = SentenceVectors(units, embeddings)
    self.media = MediaDescription(name: name, media, heard: transcript.duration)
    title = MediaTitle(tag: media.title, fileName: name)
    languages = LanguageShare.shares(in: transcript)
    speakers = SpeakerShare.shares(in: transcript)
    let duration = self.media.duration
    chapters = ChapterMaker(units, vectors, shortest: settings.shortestChapter(for: duration)).chapters(to: duration)
    keywords = KeywordExtractor(units).keywords(atMost: settings.keywords)
    summary = Summariser(units, vectors).sentences(atMost: settings.sentences(for: duration))
    statistics = ReadingStatistics(transcript, units, duration: duration)
    methods = Methods(similarity: vectors.encoder == nil ? "words" : "embeddings", encoder: vectors.encoder)
  }
}
