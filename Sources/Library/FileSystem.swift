internal import CFileSystem
internal import Glibc
package import SystemPackage

/// The file system that a path is on.
package struct FileSystem: Hashable, Sendable {
  /// Stays the same while the file system is mounted, and on most kinds of disk for ever.
  package var id: Int64
  /// The magic number of its kind.
  package var kind: Int64

  /// - Throws: `LibraryError` where nothing is at `path`.
  package init(of path: FilePath) throws {
    var (kind, id) = (Int64(0), Int64(0))
    guard path.withPlatformString({ cfs_identify($0, &kind, &id) }) == 0 else {
      throw LibraryError("ask for its file system", path, Errno(rawValue: errno))
    }
    // Some network file systems have no number of their own; the device has to do.
    if id == 0 { id = Int64(bitPattern: try FileStatus(of: path).device) }
    (self.kind, self.id) = (kind, id)
  }

  /// Whether changes that other machines make are not told: NFS, SMB, 9P, FUSE (SSHFS, rclone, MergerFS), Ceph, AFS, and
  /// what virtual machines share with their hosts. The numbers are those of statfs(2).
  package var isRemote: Bool { Self.remote.contains(kind) }

  private static let remote: Set<Int64> = [
    0x6969, 0x517B, 0xFE53_4D42, 0xFF53_4D42, 0x0102_1997, 0x6573_5546, 0x00C3_6400, 0x5346_414F, 0x7375_7245,
    0x786F_4256, 0x0BD0_0BD0,
  ]

  /// Whether there is certainly nothing at `path`, which was on the file system `id`: what is above it is still there,
  /// on the same file system. Where a disk is not mounted its files are away, not gone.
  package static func isGone(_ path: FilePath, from id: Int64) -> Bool {
    guard isAbsent(path) else { return false }
    var folder = path.removingLastComponent()
    while FileStatus.at(folder)?.kind != .directory {
      // What cannot be looked at may be there.
      guard isAbsent(folder) || FileStatus.at(folder) != nil else { return false }
      let above = folder.removingLastComponent()
      guard above != folder, !above.isEmpty else { return false }
      folder = above
    }
    return (try? FileSystem(of: folder))?.id == id
  }

  /// Whether the system says that nothing has this name, and not only that it may not or cannot be looked at.
  static func isAbsent(_ path: FilePath) -> Bool {
    var status = stat()
    return path.withPlatformString { lstat($0, &status) } != 0 && (errno == ENOENT || errno == ENOTDIR)
  }
}
