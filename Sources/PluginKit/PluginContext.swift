public import Logging
public import SystemPackage

/// What the host lends to a plug-in for one call.
public struct PluginContext: Sendable {
  /// Never log what was said at `info` or above.
  public var logger: Logger
  /// A private folder that exists during the call and is removed after it.
  public var temporaryDirectory: FilePath
  /// Where models live, one folder each.
  public var modelDirectory: FilePath
  /// For plug-ins in the program that say that they consume it.
  public var embeddings: SpanEmbeddings?
  /// Tells how far the call has come, 0…1. Cheap; call it as often as there is news.
  public var progress: @Sendable (Double) -> Void

  public init(
    logger: Logger, temporaryDirectory: FilePath, modelDirectory: FilePath,
    embeddings: SpanEmbeddings? = nil, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) {
    self.logger = logger
    self.temporaryDirectory = temporaryDirectory
    self.modelDirectory = modelDirectory
    self.embeddings = embeddings
    self.progress = progress
  }
}
