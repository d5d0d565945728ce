import Glibc
package import SystemPackage

/// A file on its way to its place: written under a hidden name beside it, flushed, and renamed when it is whole.
///
/// While it is written it is locked: one whose lock can be had was left behind by a writer that was killed.
package final class OutputFile {
  package let path: FilePath
  /// Where it is written.
  package let temporary: FilePath
  private let replaces: Bool
  private let lock: FileDescriptor
  private var isPlaced = false

  /// - Parameters:
  ///   - replaces: whether a file that is there may go.
  ///   - size: bytes that it will have, about, or 0 where nobody knows; less room is an error at once.
  ///   - source: the file that it is made from, whose permissions it gets.
  /// - Throws: `MediaError`.
  package init(_ path: FilePath, replaces: Bool, size: Int64, source: FilePath) throws(MediaError) {
    self.path = path
    self.replaces = replaces
    if Self.isSame(path, source) {
      throw MediaError(.exists, path: path, message: "would be written over itself; name another file")
    }
    if !replaces, path.withPlatformString({ access($0, F_OK) }) == 0 { throw Self.exists(path) }
    let folder = path.removingLastComponent().isEmpty ? FilePath(".") : path.removingLastComponent()
    try Self.checkRoom(for: size, in: folder, path)
    Self.removeAbandoned(for: path, in: folder)
    temporary = Self.temporaryName(for: path, in: folder)
    do {
      lock = try FileDescriptor.open(
        temporary, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: FilePermissions(rawValue: 0o666))
    } catch {
      throw MediaError(.output, path: path, message: "cannot be created: \(error); choose another folder")
    }
    _ = flock(lock.rawValue, LOCK_EX | LOCK_NB)
    var status = stat()
    if source.withPlatformString({ stat($0, &status) }) == 0 {
      _ = fchmod(lock.rawValue, status.st_mode & 0o666 | 0o600)
    }
  }

  deinit {
    if !isPlaced { _ = temporary.withPlatformString { unlink($0) } }
    try? lock.close()
  }

  /// Flushes what was written and gives it its name.
  ///
  /// - Throws: `MediaError`.
  package func place() throws(MediaError) {
    guard fsync(lock.rawValue) == 0 else { throw failed("flushed", errno) }
    let code = temporary.withPlatformString { source in
      path.withPlatformString { target -> CInt in
        if replaces { return rename(source, target) == 0 ? 0 : errno }
        if link(source, target) == 0 {
          unlink(source)
          return 0
        }
        // File systems without hard links: the check and the rename are two steps there.
        guard [EPERM, EOPNOTSUPP, ENOSYS].contains(errno) else { return errno }
        if access(target, F_OK) == 0 { return EEXIST }
        return rename(source, target) == 0 ? 0 : errno
      }
    }
    if code == EEXIST { throw Self.exists(path) }
    guard code == 0 else { throw failed("named", code) }
    isPlaced = true
    let folder = path.removingLastComponent().isEmpty ? FilePath(".") : path.removingLastComponent()
    if let directory = try? FileDescriptor.open(folder, .readOnly, options: [.directory, .closeOnExec]) {
      // What is flushed is the entry; the file itself is safe already.
      _ = fsync(directory.rawValue)
      try? directory.close()
    }
  }

  var descriptor: FileDescriptor { lock }

  /// The error for a write that failed with one of FFmpeg's codes.
  func writingFailed(_ code: CInt) -> MediaError {
    let cause = FFmpegLog.describe(code)
    let advice = code == -ENOSPC ? "make room or choose another folder" : "check the disk"
    return MediaError(.output, path: path, message: "cannot be written: \(cause); nothing was kept of it, \(advice)")
  }

  private func failed(_ what: String, _ code: CInt) -> MediaError {
    MediaError(.output, path: path, message: "cannot be \(what): \(Errno(rawValue: code)); nothing was kept of it")
  }

  private static func exists(_ path: FilePath) -> MediaError {
    MediaError(.exists, path: path, message: "is there already, and is not replaced without being asked to")
  }

  /// Whether both name one file that is there.
  package static func isSame(_ first: FilePath, _ second: FilePath) -> Bool {
    var (one, other) = (stat(), stat())
    guard first.withPlatformString({ stat($0, &one) }) == 0, second.withPlatformString({ stat($0, &other) }) == 0 else {
      return false
    }
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino
  }

  private static func checkRoom(for size: Int64, in folder: FilePath, _ path: FilePath) throws(MediaError) {
    var status = statvfs()
    // File systems that do not know say so with 0 blocks.
    guard folder.withPlatformString({ statvfs($0, &status) }) == 0, status.f_blocks > 0 else { return }
    let room = Int64(clamping: status.f_bavail.multipliedReportingOverflow(by: status.f_frsize).partialValue)
    guard room < size else { return }
    throw MediaError(
      .output, path: path,
      message:
        "needs \(megabytes(size, .up)) and there are only \(megabytes(room, .down)) free; make room or choose another folder"
    )
  }

  private static func megabytes(_ bytes: Int64, _ rule: FloatingPointRoundingRule) -> String {
    "\(Int((Double(bytes) / 1_000_000).rounded(rule))) MB"
  }

  // MARK: - Names

  private static let (mark, suffix, digits) = (Array(".surtitle-".utf8), Array(".tmp".utf8), 16)

  /// What the names of all files begin with that are on their way to `path`.
  private static func temporaryHead(for path: FilePath) -> [UInt8] {
    let name =
      path.lastComponent.map {
        $0.withPlatformString { pointer in Array(UnsafeBufferPointer(start: pointer, count: strlen(pointer))) }
      } ?? []
    return [UInt8(ascii: ".")] + name.prefix(220).map { UInt8(bitPattern: $0) } + mark
  }

  /// The name that files on their way have everywhere in the library, which walks of it pass over.
  private static func temporaryName(for path: FilePath, in folder: FilePath) -> FilePath {
    let random = String(UInt64.random(in: .min ... .max), radix: 16)
    let padding = [UInt8](repeating: UInt8(ascii: "0"), count: digits - random.utf8.count)
    return Self.file(named: temporaryHead(for: path) + padding + Array(random.utf8) + suffix, in: folder)
  }

  /// Removes what writers of the same file left that were killed: films, whose names nobody sees.
  private static func removeAbandoned(for path: FilePath, in folder: FilePath) {
    let head = temporaryHead(for: path)
    guard let directory = folder.withPlatformString({ opendir($0) }) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: UInt8.self, capacity: 256) {
          Array(UnsafeBufferPointer(start: $0, count: strlen($0)))
        }
      }
      guard name.count == head.count + digits + suffix.count, name.starts(with: head),
        name.suffix(suffix.count).elementsEqual(suffix)
      else { continue }
      let abandoned = file(named: name, in: folder)
      guard let file = try? FileDescriptor.open(abandoned, .readOnly, options: [.closeOnExec, .noFollow]) else {
        continue
      }
      if flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 { _ = abandoned.withPlatformString { unlink($0) } }
      try? file.close()
    }
  }

  private static func file(named name: [UInt8], in folder: FilePath) -> FilePath {
    let bytes = folder.withPlatformString { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) }
    return FilePath(platformString: bytes + ([UInt8(ascii: "/")] + name).map { CChar(bitPattern: $0) } + [0])
  }
}
