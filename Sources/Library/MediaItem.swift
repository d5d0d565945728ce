package import SystemPackage

/// A media file that was found, and where.
package struct MediaItem: Hashable, Sendable {
  /// Absolute.
  package var path: FilePath
  /// The file as the user would name it: below the argument it was found under. For messages.
  package var shown: FilePath
  /// The folders between the argument and the file, for mirroring the tree: `Season 1` of `Shows/Season 1/a.mkv`
  /// found under `Shows`. Empty for a file that was named itself.
  package var subfolder: FilePath

  package init(path: FilePath, shown: FilePath, subfolder: FilePath = FilePath()) {
    self.path = path
    self.shown = shown
    self.subfolder = subfolder
  }

  package var folder: FilePath { path.removingLastComponent() }
  package var name: [UInt8] { path.nameBytes }
}
