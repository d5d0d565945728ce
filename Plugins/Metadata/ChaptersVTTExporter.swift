public import Foundation
internal import MediaMetadata
public import PluginKit

/// Chapters by topic, for `<track kind="chapters">`.
///
/// The README beside this file says what is in it.
public struct ChaptersVTTExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.chapters-vtt", version: "1.0.0", kind: .exporter,
    summary: "Chapters by topic, as a track of WebVTT", licence: "Apache-2.0")
  public static let fileExtension = "chapters.vtt"

  private let configuration: ChaptersVTTConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: ChaptersVTTConfiguration) throws {
    try MetadataLimits.check(configuration.limits)
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = ChaptersVTTConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    try data(for: input, context.embeddings)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput, _ embeddings: SpanEmbeddings? = nil) throws -> Data {
    ChapterFiles.webVTT(MediaMetadata(input, embeddings, configuration.limits).chapters)
  }
}
