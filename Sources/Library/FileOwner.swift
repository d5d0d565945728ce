internal import Glibc
package import SystemPackage

/// Whose a file is.
package enum FileOwner {
  /// Whether the file at `path` is this user's, or the administrator's: what others put above somebody's folders, as
  /// anybody can into /tmp, says nothing about them.
  package static func isTrusted(_ path: FilePath) -> Bool {
    var status = stat()
    guard path.withPlatformString({ lstat($0, &status) }) == 0 else { return false }
    return status.st_uid == getuid() || status.st_uid == 0
  }
}
