internal import Crypto
internal import Foundation
internal import Glibc
package import SystemPackage

/// The right to work on media with certain contents: one at a time, among all tasks and processes that share a state
/// directory. Copies of a file wait for each other and then find what the first one stored.
///
/// The system drops the lock when the process ends, however it ends.
package final class Claim: Sendable {
  private let path: FilePath
  private let file: FileDescriptor

  /// Nil while somebody else has it.
  ///
  /// - Throws: `LibraryError`.
  package init?(on media: Fingerprint, in folder: FilePath) throws {
    let name = SHA256.hash(data: Data(media.description.utf8)).hexadecimal.prefix(32)
    path = folder.appending(name + ".lock")
    do {
      while true {
        let file = try FileDescriptor.open(
          path, .readWrite, options: [.create, .closeOnExec, .noFollow], permissions: .ownerReadWrite)
        guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
          let code = Errno(rawValue: errno)
          try file.close()
          guard code == .wouldBlock || code == .resourceTemporarilyUnavailable else { throw code }
          return nil
        }
        // Whoever had it before may have removed the file between the two calls above.
        var own = stat()
        if fstat(file.rawValue, &own) == 0, FileStatus.at(path)?.identity.inode == UInt64(own.st_ino) {
          self.file = file
          return
        }
        try file.close()
      }
    } catch let error as Errno {
      throw LibraryError("lock it", path, error)
    }
  }

  deinit {
    _ = path.withPlatformString { unlink($0) }
    try? file.close()
  }

  /// Waits for it.
  ///
  /// - Throws: `CancellationError`, `LibraryError`.
  package static func wait(on media: Fingerprint, in folder: FilePath) async throws -> Claim {
    var pause = Duration.milliseconds(20)
    while true {
      if let claim = try Claim(on: media, in: folder) { return claim }
      try await Task.sleep(for: pause)
      pause = min(pause * 2, .milliseconds(500))
    }
  }
}
