public import Foundation
internal import MediaMetadata
public import PluginKit

/// What the media are about, as Kodi and Jellyfin read it.
///
/// The README beside this file says what is in it.
public struct MetadataNFOExporter: Exporter {
  public static let descriptor = PluginDescriptor(
    id: "org.surtitle.metadata-nfo", version: "1.0.0", kind: .exporter,
    summary: "Title, plot, tags and streams for Kodi and Jellyfin (NFO)", licence: "Apache-2.0")
  public static let fileExtension = "nfo"

  private let configuration: MetadataNFOConfiguration

  /// - Throws: `ConfigurationError`.
  public init(configuration: MetadataNFOConfiguration) throws {
    try MetadataLimits.check(configuration.limits)
    self.configuration = configuration
  }

  /// With the defaults.
  public init() {
    configuration = MetadataNFOConfiguration()
  }

  public func export(_ input: ExportInput, in context: PluginContext) async throws -> Data {
    try data(for: input, context.embeddings)
  }

  /// The same input gives the same bytes.
  package func data(for input: ExportInput, _ embeddings: SpanEmbeddings? = nil) throws -> Data {
    try MetadataNFO.data(of: MediaMetadata(input, embeddings, configuration.limits))
  }
}
