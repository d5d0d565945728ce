public import Foundation
internal import MediaMetadata
public import PluginKit

/// What the media are about, as JSON for programs: `Documentation/media-metadata.schema.json` describes the shape.
///
/// The README beside this file says what is in it.
public struct MetadataJSONExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.metadata-json", version: "1.0.0", kind: .exporter,
    summary: "Title, languages, speakers, chapters, keywords, summary, statistics, as JSON", licence: "Apache-2.0")
  public static let fileExtension = "metadata.json"

  private let configuration: MetadataJSONConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: MetadataJSONConfiguration) throws {
    try MetadataLimits.check(configuration.limits)
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = MetadataJSONConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    try data(for: input, context.embeddings)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput, _ embeddings: SpanEmbeddings? = nil) throws -> Data {
    try MetadataJSON.data(of: MediaMetadata(input, embeddings, configuration.limits), indented: configuration.indented)
  }
}
