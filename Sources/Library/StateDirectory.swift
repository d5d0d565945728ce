internal import Glibc
package import SystemPackage

/// The one folder with everything that is remembered between runs: the catalogue, the layers, temporary audio.
package struct StateDirectory: Sendable {
  package let root: FilePath

  package init(_ root: FilePath) {
    self.root = root
  }

  /// `$SURTITLE_STATE`, else `$XDG_STATE_HOME/surtitle`, else `~/.local/state/surtitle`.
  package static func locate(environment: [String: String], home: FilePath) -> StateDirectory {
    if let path = environment["SURTITLE_STATE"], !path.isEmpty { return StateDirectory(FilePath(path)) }
    // The XDG specification wants relative paths ignored.
    if let path = environment["XDG_STATE_HOME"], path.hasPrefix("/") {
      return StateDirectory(FilePath(path).appending("surtitle"))
    }
    return StateDirectory(home.appending(".local").appending("state").appending("surtitle"))
  }

  package var catalogue: FilePath { root.appending("library.sqlite") }
  /// What people decided about findings.
  package var reviews: FilePath { root.appending("review.sqlite") }
  /// What “surtitle search” searches.
  package var index: FilePath { root.appending("index") }
  package var layers: FilePath { root.appending("layers") }
  package var work: FilePath { root.appending("work") }
  /// Locks on what is in work.
  package var claims: FilePath { root.appending("claims") }
  /// Plug-ins in processes of their own, a folder each, and what is remembered of them.
  package var plugins: FilePath { root.appending("plugins") }

  /// Makes the folders, for this user alone: transcripts are private.
  ///
  /// - Throws: `LibraryError` with the code `state` and what to set instead.
  package func prepare() throws {
    do {
      for folder in [root, layers, work, claims] { try Directory.create(folder, permissions: 0o700) }
    } catch let error as LibraryError {
      throw LibraryError(.state, error.path, "\(error.message); name another state directory with SURTITLE_STATE")
    }
    guard FileStatus.isWritableDirectory(root) else {
      throw LibraryError(.state, root, "the state directory is not writable; name another with SURTITLE_STATE")
    }
  }

  /// A new private folder under `work/`, after removing those that dead processes left behind: `buried` is told their
  /// names and how they ended, one after the other and while no other program does the same.
  package func makeWorkDirectory(buried: (_ run: String, _ end: WorkDirectory.End) throws -> Void = { _, _ in }) throws
    -> WorkDirectory
  {
    try WorkDirectory.removeLeftovers(in: work, buried: buried)
    let folder = try WorkDirectory(in: work)
    folder.noteMachine()
    return folder
  }
}
