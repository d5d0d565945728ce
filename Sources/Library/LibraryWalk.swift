package import SystemPackage

/// A walk through files and folders, a folder at a time: what it finds can be worked on while it goes on.
///
/// A folder comes before those in it, names in the order of their bytes. Links to folders are followed, each real folder
/// once, so that loops end; they wait until the real ones are done, as a folder is found at its real place where it has
/// one.
package struct LibraryWalk: Sequence, IteratorProtocol {
  package enum Step: Sendable {
    case folder(ScannedFolder)
    /// A folder with the file `MediaName.skipMarker` in it, as users see it.
    case passedBy(FilePath)
    /// A folder that could not be read; the walk goes on.
    case problem(LibraryError)
  }

  /// Where to walk.
  enum Start {
    case file(FilePath, shown: FilePath)
    case folder(FilePath, shown: FilePath)
  }

  private struct Place: Hashable {
    var device: UInt64
    var inode: UInt64
  }

  private struct Folder {
    var path: FilePath
    var shown: FilePath
    var subfolder: FilePath
    var root: FilePath
  }

  /// The last first.
  private var starts: [Start]
  private var pending: [Folder] = []
  private var linked: [Folder] = []
  private var visited: Set<Place> = []
  private var seen: Set<FilePath> = []
  /// Whether a file could be found twice.
  private let mayMeetAgain: Bool
  /// The folder of the file that was named last: people name many of one folder.
  private var listing: (folder: FilePath, names: [[UInt8]])?

  private let followsLinks: Bool

  init(_ starts: [Start], followingLinks: Bool = true) {
    followsLinks = followingLinks
    self.starts = starts.reversed()
    mayMeetAgain = starts.count > 1
  }

  /// The files and folders that are still to be walked through.
  package var roots: [FilePath] {
    starts.map { start in
      switch start {
      case .file(let path, _), .folder(let path, _): path
      }
    }
  }

  package mutating func next() -> Step? {
    while true {
      if let folder = pending.popLast() {
        if let step = visit(folder) { return step }
      } else if let start = starts.popLast() {
        switch start {
        case .folder(let path, let shown):
          pending.append(Folder(path: path, shown: shown, subfolder: FilePath(), root: path))
        case .file(let path, let shown):
          if let folder = folder(ofNamed: path, shown: shown) { return .folder(folder) }
        }
      } else if !linked.isEmpty {
        pending.append(linked.removeFirst())
      } else {
        return nil
      }
    }
  }

  private mutating func folder(ofNamed path: FilePath, shown: FilePath) -> ScannedFolder? {
    guard seen.insert(path).inserted, let status = FileStatus.at(path) else { return nil }
    let folder = path.removingLastComponent()
    if listing?.folder != folder { listing = (folder, (try? Directory.names(in: folder)) ?? []) }
    return ScannedFolder(
      path: folder, shown: shown.removingLastComponent(), subfolder: FilePath(), root: folder,
      files: [ScannedFile(item: MediaItem(path: path, shown: shown), identity: status.identity)],
      names: listing?.names ?? [])
  }

  /// Nil for a folder that was visited before or is gone since it was found.
  private mutating func visit(_ folder: Folder) -> Step? {
    guard let status = FileStatus.at(folder.path),
      visited.insert(Place(device: status.device, inode: status.identity.inode)).inserted
    else { return nil }
    let entries: [DirectoryEntry]
    do {
      entries = try Directory.entries(in: folder.path)
    } catch {
      return .problem(error as? LibraryError ?? LibraryError(.inputOutput, folder.shown, "\(error)"))
    }
    if entries.contains(where: { $0.name == MediaName.skipMarkerBytes }) { return .passedBy(folder.shown) }
    var found = ScannedFolder(
      path: folder.path, shown: folder.shown, subfolder: folder.subfolder, root: folder.root,
      names: entries.map(\.name))
    var deeper: [Folder] = []
    for entry in entries where !MediaName.isIgnored(entry.name) { take(entry, of: folder, into: &found, &deeper) }
    pending += deeper.reversed()
    return .folder(found)
  }

  private mutating func take(
    _ entry: DirectoryEntry, of folder: Folder, into found: inout ScannedFolder, _ deeper: inout [Folder]
  ) {
    let isMedia = MediaName.isMedia(entry.name)
    if entry.kind == .other || entry.kind == .file && !isMedia { return }
    let path = folder.path.appending(name: entry.name)
    if entry.kind == .directory {
      deeper.append(below(folder, entry.name, path))
      return
    }
    guard let status = FileStatus.at(path) else { return }
    switch status.kind {
    case .file where isMedia:
      guard !mayMeetAgain || seen.insert(path).inserted else { return }
      let item = MediaItem(
        path: path, shown: folder.shown.appending(name: entry.name), subfolder: folder.subfolder)
      found.files.append(ScannedFile(item: item, identity: status.identity))
    case .directory:
      let isLink = (try? FileStatus(of: path, followingLinks: false))?.kind != .directory
      if isLink, !followsLinks { return }
      if isLink {
        linked.append(below(folder, entry.name, path))
      } else {
        deeper.append(below(folder, entry.name, path))
      }
    case .file, .other: return
    }
  }

  private func below(_ folder: Folder, _ name: [UInt8], _ path: FilePath) -> Folder {
    Folder(
      path: path, shown: folder.shown.appending(name: name),
      subfolder: folder.subfolder.isEmpty ? FilePath(bytes: name) : folder.subfolder.appending(name: name),
      root: folder.root)
  }
}

/// A folder on the way, with the media in it.
package struct ScannedFolder: Sendable {
  /// Absolute.
  package var path: FilePath
  package var shown: FilePath
  /// Below the argument that it was found under.
  package var subfolder: FilePath
  /// The folder that was named, or the folder of the file that was.
  package var root: FilePath
  package var files: [ScannedFile] = []
  /// All names in it, sorted: media, sidecars and whatever there is.
  package var names: [[UInt8]] = []

  package init(
    path: FilePath, shown: FilePath, subfolder: FilePath, root: FilePath, files: [ScannedFile] = [],
    names: [[UInt8]] = []
  ) {
    self.path = path
    self.shown = shown
    self.subfolder = subfolder
    self.root = root
    self.files = files
    self.names = names
  }
}

extension ScannedFolder {
  /// Removes results that were not finished because their writer was killed.
  package func removeLeftovers() {
    if names.contains(where: TemporaryFile.isName) { AtomicFile.removeLeftovers(in: path) }
  }

  /// The names that begin with `base` and a dot: a media file with what lies beside it.
  package func names(beginningWith base: [UInt8]) -> ArraySlice<[UInt8]> {
    let start = base + [UInt8(ascii: ".")]
    var (low, high) = (0, names.count)
    while low < high {
      let middle = (low + high) / 2
      if names[middle].lexicographicallyPrecedes(start) { low = middle + 1 } else { high = middle }
    }
    return names[low...].prefix { $0.starts(with: start) }
  }
}

extension ScannedFolder {
  /// Makes it one that was found under `root`, which is above it.
  package mutating func reroot(at root: FilePath) {
    self.root = root
    subfolder = path
    _ = subfolder.removePrefix(root)
  }

  /// The folder of `files`, with those of them that are there. Nil where it cannot be read.
  package init?(of files: [FilePath], in folder: FilePath, root: FilePath, shown: FilePath) {
    guard let names = try? Directory.names(in: folder) else { return nil }
    var below = folder
    _ = below.removePrefix(root)
    self.init(
      path: folder, shown: below.isEmpty ? shown : shown.pushing(below), subfolder: below, root: root, names: names)
    self.files = files.compactMap { path in
      guard let status = FileStatus.at(path), status.kind == .file else { return nil }
      let item = MediaItem(path: path, shown: self.shown.appending(name: path.nameBytes), subfolder: below)
      return ScannedFile(item: item, identity: status.identity)
    }
  }
}

/// A media file as a walk saw it.
package struct ScannedFile: Hashable, Sendable {
  package var item: MediaItem
  package var identity: FileIdentity

  package init(item: MediaItem, identity: FileIdentity) {
    self.item = item
    self.identity = identity
  }
}
