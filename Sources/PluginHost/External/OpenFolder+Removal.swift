import Glibc

extension OpenFolder {
  /// Below so many folders the rest is moved up: neither descriptors nor the stack are spent by who nests deeper.
  private static let depth = 32
  /// Steps of one removal: while the plug-in runs it may make files as fast as they are removed.
  private static let steps = 2_000_000
  private static let namesAtOnce = 100_000

  /// Removes what lies in it; links are removed, not followed. What cannot be removed stays.
  package func removeContents() {
    var left = Self.steps
    removeContents(0, self, &left)
  }

  /// Removes what has this name, and all below it.
  package func remove(_ name: String) {
    var left = Self.steps
    // What lies too deep is moved to here, and is removed with it.
    let trash = "removed-\(UInt64.random(in: .min ... .max))"
    guard unlinkat(descriptor, name, 0) != 0, let top = try? OpenFolder(making: trash, in: self) else { return }
    if renameat(descriptor, name, top.descriptor, "0") == 0 { top.removeContents(0, top, &left) }
    unlinkat(descriptor, trash, AT_REMOVEDIR)
  }

  private func removeContents(_ level: Int, _ top: OpenFolder, _ left: inout Int) {
    // Who owns a folder may allow himself to change it.
    fchmod(descriptor, 0o700)
    while left > 0 {
      var isDone = true
      for name in names(atMost: Self.namesAtOnce) where remove(name, level, top, &left) { isDone = false }
      if isDone { return }
    }
  }

  /// - Returns: Whether it is not here any more.
  private func remove(_ name: [CChar], _ level: Int, _ top: OpenFolder, _ left: inout Int) -> Bool {
    left -= 1
    guard left > 0 else { return false }
    if unlinkat(descriptor, name, 0) == 0 { return true }
    guard let folder = try? OpenFolder(name, in: self) else { return false }
    guard level < Self.depth else {
      fchmod(folder.descriptor, 0o700)
      return renameat(descriptor, name, top.descriptor, "deep-\(UInt64.random(in: .min ... .max))") == 0
    }
    folder.removeContents(level + 1, top, &left)
    return unlinkat(descriptor, name, AT_REMOVEDIR) == 0
  }
}
