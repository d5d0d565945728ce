package import Foundation
internal import Glibc
package import SystemPackage

/// A file that is written piece by piece and appears whole in its place at the end, as `AtomicFile` has it. Given up before
/// that it leaves nothing.
package final class AtomicFileStream {
  private let path: FilePath
  private let existing: AtomicFile.Existing
  private let temporary: TemporaryFile
  private var isOpen = true

  /// - Throws: `LibraryError`, with the code `fileExists` when `existing` is `keep` and something has that name.
  package init(to path: FilePath, existing: AtomicFile.Existing) throws {
    (self.path, self.existing) = (path, existing)
    do {
      // That shows before hours of work, and once more at the end.
      if existing == .keep, FileStatus.at(path) != nil { throw Errno.fileExists }
      temporary = try TemporaryFile(for: path.nameBytes, in: Self.folder(of: path))
    } catch let error as Errno {
      throw LibraryError("write it", path, error)
    }
  }

  deinit { close(removing: true) }

  /// - Throws: `LibraryError`.
  package func write(_ data: Data) throws {
    try reporting { try temporary.file.writeAll(data) }
  }

  /// Flushes what was written and puts it in its place; nothing is written after that.
  ///
  /// - Throws: `LibraryError`, as `init` does.
  package func place() throws {
    try reporting {
      if existing == .replace, let old = FileStatus.at(path) {
        _ = fchmod(temporary.file.rawValue, old.mode & 0o777)
      }
      try AtomicFile.check(fsync(temporary.file.rawValue))
      try AtomicFile.place(temporary.path, at: path, existing: existing)
      close(removing: false)
      try AtomicFile.flush(folder: Self.folder(of: path))
    }
  }

  private func reporting(_ body: () throws -> Void) throws {
    do { try body() } catch let error as Errno { throw LibraryError("write it", path, error) }
  }

  private func close(removing: Bool) {
    guard isOpen else { return }
    isOpen = false
    // While it is open it is locked: another process would take it for a leftover.
    if removing { _ = temporary.path.withPlatformString { unlink($0) } }
    try? temporary.file.close()
  }

  private static func folder(of path: FilePath) -> FilePath {
    path.removingLastComponent().isEmpty ? FilePath(".") : path.removingLastComponent()
  }
}
