internal import Glibc
package import SystemPackage

/// Tells what changes in folders, by inotify. What other machines change on network file systems is not told.
///
/// Not safe for use by several tasks at once.
package final class FolderWatcher {
  package enum Change: Hashable, Sendable {
    /// A file was written to, and is still open, or was closed or put there whole.
    case file(FilePath, isComplete: Bool)
    /// A folder is new, or what marks it changed: everything below is to be looked at.
    case folder(FilePath)
    /// A file is no longer.
    case deleted(FilePath)
    /// What was there is elsewhere, or, with a folder, no longer.
    case gone(FilePath, isFolder: Bool)
    /// Changes were lost: everything is to be looked at.
    case overflow
  }

  private let descriptor: FileDescriptor
  private var folders: [Int32: FilePath] = [:]
  private var watches: [FilePath: Int32] = [:]

  /// - Throws: `LibraryError` where the system has no more of them to give.
  package init() throws {
    let number = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard number >= 0 else { throw LibraryError("watch folders", "/", Errno(rawValue: errno)) }
    descriptor = FileDescriptor(rawValue: number)
  }

  deinit { try? descriptor.close() }

  package var count: Int { folders.count }

  /// Watches `folder`, without those in it. Nothing happens where it is gone.
  ///
  /// - Throws: `LibraryError` with the code `noSpace` where the user may not watch more folders.
  package func add(_ folder: FilePath) throws {
    let mask =
      UInt32(IN_CLOSE_WRITE) | UInt32(IN_MODIFY) | UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM)
      | UInt32(IN_DELETE) | UInt32(IN_ONLYDIR)
    let watch = folder.withPlatformString { inotify_add_watch(descriptor.rawValue, $0, mask) }
    guard watch >= 0 else {
      let code = Errno(rawValue: errno)
      if code == .noSuchFileOrDirectory || code == .notDirectory { return }
      throw LibraryError("watch this folder", folder, code)
    }
    if let old = folders[watch], old != folder {
      // A folder that links lead to keeps the name under which it was met first, while that is its name.
      if FileStatus.at(old)?.isSamePlace(as: FileStatus.at(folder)) == true { return }
      watches[old] = nil
    }
    folders[watch] = folder
    watches[folder] = watch
  }

  /// What changed since the last call; does not wait.
  package func changes() -> [Change] {
    var changes: [Change] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor.rawValue, $0.baseAddress, $0.count) }
      guard count > 0 else { return changes }
      buffer.withUnsafeBytes { bytes in
        var offset = 0
        while offset + 16 <= count {
          let watch = bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self)
          let mask = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
          let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
          let name = bytes[offset + 16..<offset + 16 + length].prefix { $0 != 0 }
          if let change = change(watch, mask, Array(name)) { changes.append(change) }
          offset += 16 + length
        }
      }
    }
  }

  private func change(_ watch: Int32, _ mask: UInt32, _ name: [UInt8]) -> Change? {
    func has(_ flag: Int32) -> Bool { mask & UInt32(flag) != 0 }
    if has(IN_Q_OVERFLOW) { return .overflow }
    guard let folder = folders[watch] else { return nil }
    if has(IN_IGNORED) {
      folders[watch] = nil
      // The folder may have been made anew, and be watched under another number.
      guard watches[folder] == watch else { return nil }
      watches[folder] = nil
      return .gone(folder, isFolder: true)
    }
    guard !name.isEmpty else { return nil }
    let path = folder.appending(name: name)
    if name == MediaName.skipMarkerBytes || MediaName.isSettings(name) { return .folder(folder) }
    guard !MediaName.isIgnored(name) else { return nil }
    if mask & UInt32(IN_ISDIR) != 0 {
      if has(IN_CREATE) || has(IN_MOVED_TO) { return .folder(path) }
      if has(IN_MOVED_FROM) { forget(below: path) }
      return has(IN_MOVED_FROM) || has(IN_DELETE) ? .gone(path, isFolder: true) : nil
    }
    guard MediaName.isMedia(name) else { return nil }
    if has(IN_DELETE) { return .deleted(path) }
    if has(IN_MOVED_FROM) { return .gone(path, isFolder: false) }
    return .file(path, isComplete: has(IN_CLOSE_WRITE) || has(IN_MOVED_TO))
  }

  /// A folder that was moved keeps its watches, under names that are no longer true.
  private func forget(below folder: FilePath) {
    for (path, watch) in watches where path.starts(with: folder) {
      inotify_rm_watch(descriptor.rawValue, watch)
      folders[watch] = nil
      watches[path] = nil
    }
  }
}
