internal import Glibc
package import SystemPackage

/// What tells cheaply whether a file is still the one that was seen: its size, time and place on the disk.
package struct FileIdentity: Hashable, Sendable, Codable {
  /// Bytes.
  package var size: Int64
  /// Last change of the contents, nanoseconds since 1970.
  package var modified: Int64
  package var inode: UInt64

  package init(size: Int64, modified: Int64, inode: UInt64) {
    self.size = size
    self.modified = modified
    self.inode = inode
  }

  /// Looks at `path`, following links.
  ///
  /// - Throws: `LibraryError` when nothing is there or it is not a regular file.
  package init(of path: FilePath) throws {
    let status = try FileStatus(of: path)
    guard status.kind == .file else {
      throw LibraryError(
        .wrongKind, path, "this is not a regular file; a pipe can be read with “surtitle transcribe -”")
    }
    self = status.identity
  }
}

/// What the system says about a path.
package struct FileStatus: Sendable {
  package enum Kind: Sendable { case file, directory, other }

  package var kind: Kind
  package var identity: FileIdentity
  /// The file system; with the inode it names a file or folder for certain.
  package var device: UInt64
  /// Permission bits.
  package var mode: UInt32

  /// Looks at `path`; a link is followed unless `followingLinks` is false, and then counts as `other`.
  package init(of path: FilePath, followingLinks: Bool = true) throws {
    var status = stat()
    let result = path.withPlatformString { followingLinks ? stat($0, &status) : lstat($0, &status) }
    guard result == 0 else { throw LibraryError("look at it", path, Errno(rawValue: errno)) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .directory
    default: kind = .other
    }
    let (seconds, overflow) = Int64(status.st_mtim.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    identity = FileIdentity(
      size: Int64(status.st_size), modified: overflow ? 0 : seconds &+ Int64(status.st_mtim.tv_nsec),
      inode: UInt64(status.st_ino))
    device = UInt64(status.st_dev)
    mode = status.st_mode & 0o7777
  }

  /// What is at `path`, or nil where nothing is or may be looked at.
  package static func at(_ path: FilePath) -> FileStatus? { try? FileStatus(of: path) }

  package func isSamePlace(as other: FileStatus?) -> Bool {
    other.map { device == $0.device && identity.inode == $0.identity.inode } ?? false
  }

  /// Whether some process has the file at `path` open for writing, as far as the system tells: it does for files of this
  /// user on local file systems.
  package static func isBeingWritten(_ path: FilePath) -> Bool {
    guard let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking]) else {
      return false
    }
    defer { try? file.close() }
    _ = Self.ignoresBreaks
    // F_SETLEASE of fcntl(2). A lease for reading is refused while there is a writer.
    let setLease: CInt = 1024
    if fcntl(file.rawValue, setLease, F_RDLCK) == 0 {
      _ = fcntl(file.rawValue, setLease, F_UNLCK)
      return false
    }
    return errno == EAGAIN
  }

  /// Who opens a file for writing while the lease is there makes the system send SIGIO, which ends a program.
  private static let ignoresBreaks: Void = { _ = signal(SIGIO, SIG_IGN) }()

  /// Whether this process may create files in the folder `path`.
  package static func isWritableDirectory(_ path: FilePath) -> Bool {
    path.withPlatformString { access($0, W_OK | X_OK) } == 0
  }
}
