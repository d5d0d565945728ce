import Glibc
import SystemPackage

/// An exclusive lock among processes, held until `release` or the end of the process.
///
/// The lock file stays: removing it would let a third process lock a file that is no longer there.
struct FileLock {
  private let file: FileDescriptor

  /// Waits without blocking a thread; `whenBusy` is called once if somebody else holds the lock.
  static func acquire(_ path: FilePath, whenBusy: () -> Void) async throws -> FileLock {
    let file: FileDescriptor
    do {
      file = try FileDescriptor.open(
        path, .readWrite, options: [.create, .closeOnExec], permissions: [.ownerReadWrite, .groupRead, .otherRead])
    } catch {
      throw ModelError(.fileSystem, "cannot open lock file \(path): \(error)")
    }
    var hasReported = false
    do {
      while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
        guard errno == EWOULDBLOCK || errno == EINTR else {
          throw ModelError(.fileSystem, "cannot lock \(path): \(Errno(rawValue: errno))")
        }
        if !hasReported { whenBusy() }
        hasReported = true
        try await Task.sleep(for: .milliseconds(100))
      }
    } catch {
      try? file.close()
      throw error
    }
    return FileLock(file: file)
  }

  func release() {
    try? file.close()
  }
}
