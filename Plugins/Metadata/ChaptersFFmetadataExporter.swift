public import Foundation
internal import MediaMetadata
public import PluginKit

/// Tags and chapters for ffmpeg, which puts them into a copy.
///
/// The README beside this file says what is in it.
public struct ChaptersFFmetadataExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.chapters-ffmetadata", version: "1.0.0", kind: .exporter,
    summary: "Title, summary and chapters by topic, for ffmpeg", licence: "Apache-2.0")
  public static let fileExtension = "ffmetadata"

  private let configuration: ChaptersFFmetadataConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: ChaptersFFmetadataConfiguration) throws {
    try MetadataLimits.check(configuration.limits)
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = ChaptersFFmetadataConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    try data(for: input, context.embeddings)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput, _ embeddings: SpanEmbeddings? = nil) throws -> Data {
    ChapterFiles.ffmetadata(MediaMetadata(input, embeddings, configuration.limits))
  }
}
