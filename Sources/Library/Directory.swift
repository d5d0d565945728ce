internal import Glibc
package import SystemPackage

/// Making, listing and removing folders whose names may be any bytes.
package enum Directory {
  /// Makes `path` and the folders above it where they are missing.
  package static func create(_ path: FilePath, permissions: UInt32 = 0o777) throws {
    if FileStatus.at(path)?.kind == .directory { return }
    let parent = path.removingLastComponent()
    if !parent.isEmpty, parent != path { try create(parent, permissions: permissions) }
    guard path.withPlatformString({ mkdir($0, permissions) }) != 0 else { return }
    let code = Errno(rawValue: errno)
    guard code == .fileExists, FileStatus.at(path)?.kind == .directory else {
      throw LibraryError("make this folder", path, code)
    }
  }

  /// The names in `path`, in the order of their bytes, without `.` and `..`.
  package static func names(in path: FilePath) throws -> [[UInt8]] { try entries(in: path).map(\.name) }

  /// Removes `path` and all below it; links are removed, not followed. What cannot be removed stays.
  package static func remove(_ path: FilePath) {
    removeBeneathDescriptors(path)
  }
}
