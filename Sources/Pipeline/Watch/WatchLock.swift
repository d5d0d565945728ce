internal import Foundation
internal import Glibc
internal import Library
internal import SystemPackage

/// What this program watches, for other programs with the same state directory to see: two that watch one folder would
/// be in each other's way.
struct WatchLock {
  private let file: FilePath

  /// - Throws: `LibraryError` where another program watches one of `roots`, or a folder above or below it.
  init(on roots: [FilePath], in workspace: Workspace) throws {
    let folder = workspace.state.root.appending("watching")
    try Directory.create(folder, permissions: 0o700)
    let guardian = try FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec])
    defer { try? guardian.close() }
    _ = flock(guardian.rawValue, LOCK_EX)
    for name in try Directory.names(in: folder) {
      let path = folder.appending(name: name)
      guard WorkDirectory.isAlive(String(decoding: name, as: UTF8.self), in: workspace.state.work) else {
        Directory.remove(path)
        continue
      }
      let watched = try Data(readingFile: path).split(separator: 0).map { FilePath(bytes: $0) }
      for root in roots {
        if let other = watched.first(where: { root.starts(with: $0) || $0.starts(with: root) }) {
          throw LibraryError(
            .state, root,
            "another surtitle watches \(other.display) already; end that one, or name other folders for this one")
        }
      }
    }
    file = folder.appending(workspace.work.name)
    try AtomicFile.write(Data(roots.map { $0.bytes + [0] }.joined()), to: file)
  }

  func release() { Directory.remove(file) }
}
