internal import Library
internal import SystemPackage

/// A folder that is watched, which may be away for a time: a disk or a share that is not mounted.
struct WatchedRoot {
  let path: FilePath
  let shown: FilePath
  /// Of the file system that it was on when it was there.
  private(set) var volume: Int64?
  private(set) var isRemote = false
  /// Whether another file system begins here.
  private var isMountPoint = false
  private(set) var isAway = false
  /// The folder itself: another one of the same name is watched anew.
  private var place: FileStatus?
  /// When it is searched next; nil for at once.
  var due: ContinuousClock.Instant?

  init(path: FilePath, shown: FilePath) {
    self.path = path
    self.shown = shown
  }

  enum Movement { case left, returned }

  /// Looks whether it is there; tells when that changed.
  mutating func look() -> Movement? {
    let status = FileStatus.at(path).flatMap { $0.kind == .directory ? $0 : nil }
    let system = status == nil ? nil : try? FileSystem(of: path)
    let around = (try? FileSystem(of: path.removingLastComponent()))?.id
    // What shows where a disk was mounted is the folder below it. Mounted again it may have another number.
    let isThere = system.map { volume == nil || $0.id == volume || !isMountPoint || $0.id != around } ?? false
    defer { isAway = !isThere }
    if isThere, let system {
      // What told of changes went with the old one.
      if volume != nil, volume != system.id || status?.isSamePlace(as: place) == false { due = nil }
      place = status
      (volume, isRemote, isMountPoint) = (system.id, system.isRemote, system.id != around)
    }
    if isThere == !isAway { return nil }
    due = nil
    return isThere ? .returned : .left
  }
}
