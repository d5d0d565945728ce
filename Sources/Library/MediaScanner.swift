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

  /// Walks `paths`. Files that are named are always taken; folders are filtered by `MediaName`.
  ///
  /// Links to folders are followed, each real folder once, so that loops end.
  /// - Throws: `LibraryError` when a path that was named does not exist or is neither file nor folder.
  package func scan(_ paths: [FilePath]) throws -> Result {
    var result = Result()
    var seen: Set<FilePath> = []
    for argument in paths {
      let path = argument.absolute(in: workingDirectory)
      switch try status(of: path, named: argument).kind {
      case .file:
        if seen.insert(path).inserted { result.items.append(MediaItem(path: path, shown: argument)) }
      case .directory:
        var walk = FolderWalk()
        walk.run(from: path, shown: argument)
        result.problems += walk.problems
        result.skippedFolders += walk.skippedFolders.filter { !result.skippedFolders.contains($0) }
        result.items += walk.items.sorted { $0.subfolder.bytes + [0] + $0.name < $1.subfolder.bytes + [0] + $1.name }
          .filter { seen.insert($0.path).inserted }
      case .other:
        throw LibraryError(
          .wrongKind, argument, "this is neither a file nor a folder; a pipe can be read with “surtitle transcribe -”")
      }
    }
    return result
  }

  private func status(of path: FilePath, named argument: FilePath) throws -> FileStatus {
    do {
      return try FileStatus(of: path)
    } catch let error as LibraryError where error.code == .notFound {
      throw LibraryError(.notFound, argument, "no such file or folder")
    }
  }
}

/// One walk below one folder.
private struct FolderWalk {
  private struct Folder {
    var path: FilePath
    var shown: FilePath
    var subfolder: FilePath
  }

  private struct Place: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  var items: [MediaItem] = []
  var problems: [LibraryError] = []
  var skippedFolders: [FilePath] = []
  private var visited: Set<Place> = []
  /// Folders behind links wait until the real ones are done: a folder is found at its real place where it has one.
  private var linked: [Folder] = []

  mutating func run(from path: FilePath, shown: FilePath) {
    walk(Folder(path: path, shown: shown, subfolder: FilePath()))
    while !linked.isEmpty { walk(linked.removeFirst()) }
  }

  private mutating func walk(_ start: Folder) {
    var folders = [start]
    while let folder = folders.popLast() {
      guard let status = FileStatus.at(folder.path),
        visited.insert(Place(device: status.device, inode: status.identity.inode)).inserted
      else { continue }
      do {
        let names = try Directory.names(in: folder.path)
        guard !names.contains(Array(MediaName.skipMarker.utf8)) else {
          skippedFolders.append(folder.shown)
          continue
        }
        for name in names where !MediaName.isIgnored(name) { visit(name, in: folder, next: &folders) }
      } catch {
        problems.append(error as? LibraryError ?? LibraryError(.inputOutput, folder.shown, "\(error)"))
      }
    }
  }

  private mutating func visit(_ name: [UInt8], in folder: Folder, next: inout [Folder]) {
    let path = folder.path.appending(name: name)
    let shown = folder.shown.appending(name: name)
    guard let own = try? FileStatus(of: path, followingLinks: false), let target = FileStatus.at(path) else { return }
    switch target.kind {
    case .file:
      if MediaName.isMedia(name) { items.append(MediaItem(path: path, shown: shown, subfolder: folder.subfolder)) }
    case .directory:
      let subfolder = folder.subfolder.isEmpty ? FilePath(bytes: name) : folder.subfolder.appending(name: name)
      let found = Folder(path: path, shown: shown, subfolder: subfolder)
      if own.kind == .directory { next.append(found) } else { linked.append(found) }
    case .other:
      return
    }
  }
}

extension [UInt8] {
  fileprivate static func < (a: [UInt8], b: [UInt8]) -> Bool { a.lexicographicallyPrecedes(b) }
}
