internal import Library
package import SystemPackage

/// Files that arrived and may not be complete. One is complete when nobody writes to it and its size and time have
/// stayed the same for a while, by a clock that nobody sets.
package struct Settling {
  private struct Arrival {
    var identity: FileIdentity?
    var since: ContinuousClock.Instant
    /// Somebody wrote to it and has not closed it.
    var isOpen: Bool
  }

  private let quiet: Duration
  private var arrivals: [FilePath: Arrival] = [:]

  package init(quiet: Duration) { self.quiet = quiet }

  package var count: Int { arrivals.count }

  /// A file was found; how long it has been there does not matter, as clocks may jump.
  package mutating func add(_ path: FilePath, at now: ContinuousClock.Instant) {
    if arrivals[path] == nil {
      arrivals[path] = Arrival(identity: FileStatus.at(path)?.identity, since: now, isOpen: false)
    }
  }

  /// A file was written to.
  package mutating func touch(_ path: FilePath, isComplete: Bool, at now: ContinuousClock.Instant) {
    arrivals[path] = Arrival(identity: FileStatus.at(path)?.identity, since: now, isOpen: !isComplete)
  }

  package mutating func remove(_ path: FilePath) { arrivals[path] = nil }

  package mutating func remove(below folder: FilePath) { arrivals = arrivals.filter { !$0.key.starts(with: folder) } }

  /// Takes out those that are complete.
  package mutating func settled(at now: ContinuousClock.Instant) -> [FilePath] {
    var settled: [FilePath] = []
    for (path, arrival) in arrivals where now - arrival.since >= quiet {
      guard let status = FileStatus.at(path), status.kind == .file else {
        arrivals[path] = nil
        continue
      }
      if status.identity != arrival.identity {
        // On file systems without events a writer shows by this alone.
        arrivals[path] = Arrival(identity: status.identity, since: now, isOpen: arrival.isOpen)
      } else if FileStatus.isBeingWritten(path) || arrival.isOpen && now - arrival.since < quiet * 10 {
        // One that was announced as open and never as closed is believed in the end: events get lost.
        continue
      } else {
        arrivals[path] = nil
        settled.append(path)
      }
    }
    return settled.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
  }
}
