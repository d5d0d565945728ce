internal import Glibc
package import SystemPackage

/// A folder for temporary files that lives as long as this value, or at most until the next run after a crash.
///
/// The folder holds a lock file; the system drops the lock when the process ends, however it ends. So a folder whose
/// lock can be had belongs to nobody, also where process numbers are reused or come from another container.
package final class WorkDirectory: Sendable {
  package let path: FilePath
  private let lock: FileDescriptor

  /// Makes a folder with a random name in `parent`, which must exist.
  package init(in parent: FilePath) throws {
    let name = "run-" + String(UInt64.random(in: .min ... .max), radix: 16)
    path = parent.appending(name)
    try Directory.create(path, permissions: 0o700)
    do {
      lock = try FileDescriptor.open(
        path.appending(Self.lockName), .readWrite, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
    } catch let error as Errno {
      throw LibraryError("make a lock file in it", path, error)
    }
    _ = flock(lock.rawValue, LOCK_EX | LOCK_NB)
  }

  deinit {
    remove()
    try? lock.close()
  }

  /// Removes the folder with all in it. Safe to call more than once.
  package func remove() {
    Directory.remove(path)
  }

  static let lockName = "lock"

  /// Removes the folders under `parent` whose process is gone.
  static func removeLeftovers(in parent: FilePath) {
    for name in (try? Directory.names(in: parent)) ?? [] where name.starts(with: Array("run-".utf8)) {
      let folder = parent.appending(name: name)
      guard let file = try? FileDescriptor.open(folder.appending(lockName), .readOnly, options: [.closeOnExec]) else {
        // Made a moment ago and not locked yet, or damaged: leave the young ones.
        if (try? Directory.names(in: folder))?.isEmpty == true { _ = folder.withPlatformString { rmdir($0) } }
        continue
      }
      if flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 { Directory.remove(folder) }
      try? file.close()
    }
  }
}
