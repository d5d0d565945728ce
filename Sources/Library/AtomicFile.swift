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
  package static func write(_ data: Data, to path: FilePath, existing: Existing = .replace) throws {
    let folder = path.removingLastComponent().isEmpty ? FilePath(".") : path.removingLastComponent()
    let temporary = folder.appending(name: temporaryName(for: path.nameBytes))
    do {
      let file = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: FilePermissions(rawValue: 0o666))
      do {
        try file.closeAfter {
          if existing == .replace, let old = FileStatus.at(path) { _ = fchmod(file.rawValue, old.mode & 0o777) }
          try file.writeAll(data)
          try check(fsync(file.rawValue))
        }
        try place(temporary, at: path, existing: existing)
      } catch {
        _ = temporary.withPlatformString { unlink($0) }
        throw error
      }
      try flush(folder: folder)
    } catch let error as Errno {
      throw LibraryError("write it", path, error)
    }
  }

  /// `.<name>.<16 digits>.tmp`, cut so that it is not longer than file systems take (255 bytes).
  static func temporaryName(for name: [UInt8]) -> [UInt8] {
    let random = String(UInt64.random(in: .min ... .max), radix: 16)
    return Array(".".utf8) + name.prefix(220) + Array(".\(random).tmp".utf8)
  }

  private static func place(_ temporary: FilePath, at path: FilePath, existing: Existing) throws {
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
  private static func flush(folder: FilePath) throws {
    let directory = try FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec])
    try directory.closeAfter {
      guard fsync(directory.rawValue) != 0, errno != EINVAL, errno != EROFS else { return }
      throw Errno(rawValue: errno)
    }
  }

  private static func check(_ result: CInt) throws {
    guard result == 0 else { throw Errno(rawValue: errno) }
  }
}
