internal import Glibc
internal import SystemPackage

extension Directory {
  /// Removes the entry `path` and all below it, each from the descriptor of its folder: whoever puts a link in the place
  /// of a folder meanwhile has that link removed, nothing behind it. What cannot be removed stays.
  static func removeBeneathDescriptors(_ path: FilePath) {
    guard let name = path.lastComponent, name.kind == .regular else { return }
    let parent = path.removingLastComponent()
    let descriptor = (parent.isEmpty ? "." : parent).withPlatformString { open($0, Removal.flags) }
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    FilePath(root: nil, [name]).withPlatformString { Removal.remove($0, descriptor) }
  }
}

private enum Removal {
  static let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK
  /// Below so many folders the rest is moved up, so that neither descriptors nor the stack run out.
  private static let depth = 32

  static func remove(_ name: UnsafePointer<CChar>, _ parent: CInt) {
    if unlinkat(parent, name, 0) == 0 { return }
    let top = folder(name, parent)
    guard top >= 0 else { return }
    empty(top, 0, top)
    close(top)
    unlinkat(parent, name, AT_REMOVEDIR)
  }

  /// Opens what has this name, if it is a folder and no link.
  private static func folder(_ name: UnsafePointer<CChar>, _ parent: CInt) -> CInt {
    let descriptor = openat(parent, name, flags | O_NOFOLLOW)
    guard descriptor < 0, errno == EACCES else { return descriptor }
    guard fchmodat(parent, name, 0o700, AT_SYMLINK_NOFOLLOW) == 0 else { return -1 }
    return openat(parent, name, flags | O_NOFOLLOW)
  }

  private static func empty(_ folder: CInt, _ level: Int, _ top: CInt) {
    while true {
      var isDone = true
      for name in names(folder) where removes(name, folder, level, top) { isDone = false }
      if isDone { return }
    }
  }

  /// - Returns: Whether it is not in `parent` any more.
  private static func removes(_ name: [CChar], _ parent: CInt, _ level: Int, _ top: CInt) -> Bool {
    if unlinkat(parent, name, 0) == 0 { return true }
    let descriptor = folder(name, parent)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    guard level < depth else {
      return renameat(parent, name, top, "deep-\(UInt64.random(in: .min ... .max))") == 0
    }
    empty(descriptor, level + 1, top)
    return unlinkat(parent, name, AT_REMOVEDIR) == 0
  }

  /// The names in `folder`, each with the zero at its end.
  private static func names(_ folder: CInt) -> [[CChar]] {
    // A description of its own: the place where the last listing ended belongs to that.
    let copy = openat(folder, ".", flags)
    guard copy >= 0 else { return [] }
    guard let stream = fdopendir(copy) else {
      close(copy)
      return []
    }
    defer { closedir(stream) }
    var names: [[CChar]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
      }
      if name != Array(".".utf8CString), name != Array("..".utf8CString) { names.append(name) }
    }
    return names
  }
}
