internal import Glibc
internal import SystemPackage

/// A file on its way to its place: hidden, with a name that nobody else gives, locked by its writer.
///
/// The system drops the lock when the writer ends, however it ends. So a file whose lock can be had was left behind.
struct TemporaryFile {
  let path: FilePath
  /// Open for writing. Closing it gives up the lock.
  let file: FileDescriptor

  /// Makes an empty file in `folder` for what will be called `name`.
  ///
  /// - Throws: `Errno`.
  init(for name: [UInt8], in folder: FilePath) throws {
    while true {
      let path = folder.appending(name: Self.name(for: name))
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: FilePermissions(rawValue: 0o666))
      // Somebody who clears leftovers may have been quicker. File systems without locks have no such somebody.
      let isLocked = flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
      if isLocked, FileStatus.at(path) != nil {
        self.path = path
        self.file = file
        return
      }
      try file.close()
    }
  }

  private static let mark = Array(".surtitle-".utf8)
  private static let suffix = Array(".tmp".utf8)
  private static let digits = 16

  /// `.<name>.surtitle-<16 digits>.tmp`, cut so that it is not longer than file systems take (255 bytes).
  static func name(for name: [UInt8]) -> [UInt8] {
    let random = String(UInt64.random(in: .min ... .max), radix: 16)
    let padding = [UInt8](repeating: UInt8(ascii: "0"), count: digits - random.utf8.count)
    return Array(".".utf8) + name.prefix(220) + mark + padding + Array(random.utf8) + suffix
  }

  /// Whether `name` is one that `name(for:)` gives.
  static func isName(_ name: [UInt8]) -> Bool {
    guard name.first == UInt8(ascii: "."), name.suffix(suffix.count).elementsEqual(suffix) else { return false }
    let rest = name.dropFirst().dropLast(suffix.count)
    let isRandom = rest.suffix(digits).allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
    let head = rest.dropLast(digits)
    return isRandom && head.count > mark.count && head.suffix(mark.count).elementsEqual(mark)
  }

  /// Removes the file at `path` unless a writer holds it. Links are not followed, and only a regular file is removed.
  static func removeAbandoned(_ path: FilePath) {
    guard (try? FileStatus(of: path, followingLinks: false))?.kind == .file,
      let file = try? FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .noFollow])
    else { return }
    if flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 { _ = path.withPlatformString { unlink($0) } }
    try? file.close()
  }
}
