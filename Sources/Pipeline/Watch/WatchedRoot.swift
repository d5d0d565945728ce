internal import Library
internal import SystemPackage

/// A folder that is watched, which may be away for a time: a disk or a share that is not mounted.
struct WatchedRoot {
  let path: FilePath
  let shown: FilePath
  /// Of the file system that it was on when it was there.
  private(set) var volume: Int64?
  private(set) var isRemote = false
  private(set) var isAway = false
  /// When it is searched next; nil for at once.
  var due: ContinuousClock.Instant?

  init(path: FilePath, shown: FilePath) {
    self.path = path
    self.shown = shown
  }

  enum Movement { case left, returned }

  /// Looks whether it is there; tells when that changed.
  mutating func look() -> Movement? {
    let system = try? FileSystem(of: path)
    let isThere = system != nil && FileStatus.at(path)?.kind == .directory && (volume == nil || system?.id == volume)
    defer { isAway = !isThere }
    if isThere, let system { (volume, isRemote) = (system.id, system.isRemote) }
    if isThere == !isAway { return nil }
    due = nil
    return isThere ? .returned : .left
  }
}
