package import Foundation
internal import Glibc
package import SystemPackage

/// Puts whole files in place: readers see the old contents or the new, never a part, whenever the power fails.
package enum AtomicFile {
  /// What to do about a file that is already there.
  package enum Existing: Sendable { case replace, keep }

  /// Writes `data` beside `path` under a hidden temporary name, flushes it, renames it and flushes the folder.
  ///
  /// A replaced file keeps its permissions; a new one gets what the umask leaves.
  /// - Throws: `LibraryError`, with the code `fileExists` when `existing` is `keep` and something has that name. The
  ///   temporary file is removed in any case.
  /// - Returns: what the system says of the new file.
  @discardableResult
  package static func write(_ data: Data, to path: FilePath, existing: Existing = .replace) throws -> FileIdentity {
    let folder = path.removingLastComponent().isEmpty ? FilePath(".") : path.removingLastComponent()
    do {
      let temporary = try TemporaryFile(for: path.nameBytes, in: folder)
      // Locked until it has its place: another process would take it for a leftover.
      let identity = try temporary.file.closeAfter {
        do {
          if existing == .replace, let old = FileStatus.at(path) {
            _ = fchmod(temporary.file.rawValue, old.mode & 0o777)
          }
          try temporary.file.writeAll(data)
          try check(fsync(temporary.file.rawValue))
          let identity = try FileStatus(of: temporary.path).identity
          try place(temporary.path, at: path, existing: existing)
          return identity
        } catch {
          _ = temporary.path.withPlatformString { unlink($0) }
          throw error
        }
      }
      try flush(folder: folder)
      return identity
    } catch let error as Errno {
      throw LibraryError("write it", path, error)
    }
  }

  /// Removes a file, whatever bytes its name has.
  ///
  /// - Throws: `LibraryError`.
  package static func remove(_ path: FilePath) throws {
    do { try path.withPlatformString { try check(unlink($0)) } } catch let error as Errno {
      throw LibraryError("remove it", path, error)
    }
  }

  /// Renames `source` on its file system, unless `existing` says so never over something that is there.
  ///
  /// - Throws: `LibraryError`.
  package static func move(_ source: FilePath, to target: FilePath, existing: Existing = .keep) throws {
    do {
      try place(source, at: target, existing: existing)
      try flush(folder: target.removingLastComponent())
    } catch let error as Errno {
      throw LibraryError("rename it to \(target.display)", source, error)
    }
  }

  /// Removes the temporary files in `folder` whose writer was killed. Those of running writers are locked and stay, and
  /// so does what cannot be removed.
  package static func removeLeftovers(in folder: FilePath) {
    for name in (try? Directory.names(in: folder)) ?? [] where TemporaryFile.isName(name) {
      TemporaryFile.removeAbandoned(folder.appending(name: name))
    }
  }

  static func place(_ temporary: FilePath, at path: FilePath, existing: Existing) throws {
    try temporary.withPlatformString { source in
      try path.withPlatformString { target in
        guard existing == .keep else { return try check(rename(source, target)) }
        if link(source, target) == 0 {
          _ = unlink(source)
          return
        }
        // File systems without hard links (exFAT, some network shares): the check and the rename are two steps there.
        let code = errno
        guard code == EPERM || code == EOPNOTSUPP || code == ENOSYS else { throw Errno(rawValue: code) }
        guard access(target, F_OK) != 0 else { throw Errno.fileExists }
        try check(rename(source, target))
      }
    }
  }

  /// Flushes the entry of a renamed file; file systems that cannot flush folders are let pass.
  static func flush(folder: FilePath) throws {
    let directory = try FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec])
    try directory.closeAfter {
      guard fsync(directory.rawValue) != 0, errno != EINVAL, errno != EROFS else { return }
      throw Errno(rawValue: errno)
    }
  }

  static func check(_ result: CInt) throws {
    guard result == 0 else { throw Errno(rawValue: errno) }
  }
}
