public import SystemPackage

/// An exporter in the program that makes copies of media: files too large to be held in memory.
public protocol FileExporter: Plugin, FileExporting {
  /// What follows the media's base name and language; `*` stands for the media's own extension: `bleeped.*`.
  static var fileExtension: String { get }
}

/// Makes a file of a media file and all that is known about it.
public protocol FileExporting: Sendable {
  /// Writes the file at `destination`: whole, in one rename, or not at all.
  ///
  /// - Parameter replaces: whether a file that is there may go.
  /// - Returns: false where there is nothing to make, and nothing was written.
  func write(
    _ input: ExportInput, of media: FilePath, to destination: FilePath, replaces: Bool, in context: PluginContext
  ) async throws -> Bool
}
