package import SystemPackage

/// Finds media files under the paths that a user names.
package struct MediaScanner: Sendable {
  private let workingDirectory: FilePath

  package init(workingDirectory: FilePath) {
    self.workingDirectory = workingDirectory
  }

  /// What a scan found.
  package struct Result: Sendable {
    /// Each file once, in the order of the arguments and, below a folder, of the names.
    package var items: [MediaItem] = []
    /// Folders that could not be read; the rest was scanned.
    package var problems: [LibraryError] = []
    /// Folders that were passed by for the file `MediaName.skipMarker` in them, as users see them.
    package var skippedFolders: [FilePath] = []
  }

  /// Walks `paths` to the end.
  ///
  /// - Throws: as `walk`.
  package func scan(_ paths: [FilePath]) throws -> Result {
    var result = Result()
    for step in try walk(paths) {
      switch step {
      case .folder(let folder): result.items += folder.files.map(\.item)
      case .passedBy(let folder): result.skippedFolders.append(folder)
      case .problem(let error): result.problems.append(error)
      }
    }
    return result
  }

  /// A walk through `paths`, folder by folder. Files that are named are always taken; folders are filtered by
  /// `MediaName`.
  ///
  /// - Throws: `LibraryError` when a path that was named does not exist or is neither file nor folder.
  package func walk(_ paths: [FilePath], followingLinks: Bool = true) throws -> LibraryWalk {
    LibraryWalk(
      try paths.map { argument in
        let path = argument.absolute(in: workingDirectory)
        switch try status(of: path, named: argument).kind {
        case .file: return .file(path, shown: argument)
        case .directory: return .folder(path, shown: argument)
        case .other:
          throw LibraryError(
            .wrongKind, argument,
            "this is neither a file nor a folder; a pipe can be read with “surtitle transcribe -”")
        }
      }, followingLinks: followingLinks)
  }

  private func status(of path: FilePath, named argument: FilePath) throws -> FileStatus {
    do {
      return try FileStatus(of: path)
    } catch let error as LibraryError where error.code == .notFound {
      throw LibraryError(.notFound, argument, "no such file or folder")
    }
  }
}
