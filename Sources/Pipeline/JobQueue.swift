internal import Library
internal import SystemPackage

/// Files that wait for work. Folders take turns, so that one with thousands of files does not keep a few others waiting;
/// within a folder the order is the one asked for. Where that is by time, every other file is the first of all folders.
package actor JobQueue {
  package struct Entry: Sendable {
    package var candidate: Candidate
    var planner: Planner
    /// Tries in this run before.
    package var tries = 0

    package init(candidate: Candidate, planner: Planner) { (self.candidate, self.planner) = (candidate, planner) }
  }

  /// Which file of a folder comes first.
  package enum Order: String, Sendable, CaseIterable {
    /// As they are found: by name.
    case found
    case newest, oldest
  }

  private let order: Order
  private var folders: [FilePath: ArraySlice<Entry>] = [:]
  /// Folders with something in them, in the order of their turns.
  private var turns: ArraySlice<FilePath> = []
  /// Whether the next file is that of the folder whose turn it is.
  private var isTurn = true
  private var isClosed = false
  /// Given out and not told to be done.
  private var inWork = 0
  /// Entries that were promised and are not here yet.
  private var promised = 0
  private var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Entry?, Never>)] = []
  private var isDrained = false
  /// Counts how often everything that waits was dropped: what was promised before comes to nothing.
  private var generation = 0
  private var nextTicket: UInt64 = 0

  package init(order: Order = .found) { self.order = order }

  /// Whether nothing that was given out is still in work.
  package var isIdle: Bool { inWork == 0 }

  /// Tells that an entry that `next()` gave is not in work any more.
  package func done() { inWork -= 1 }

  package var count: Int { folders.values.reduce(0) { $0 + $1.count } + promised }

  package func add(_ entries: [Entry]) {
    guard !isDrained else { return }
    for (folder, entries) in Dictionary(grouping: entries, by: \.candidate.item.folder).sorted(by: {
      $0.key.bytes.lexicographicallyPrecedes($1.key.bytes)
    }) {
      if folders[folder] == nil { turns.append(folder) }
      // A file that changed while it waited waits once.
      let new = Set(entries.map(\.candidate.item.path))
      let old = folders[folder, default: []].filter { !new.contains($0.candidate.item.path) }
      folders[folder] = sorted(ArraySlice(old + entries))
    }
    while !waiting.isEmpty, let entry = take() { waiting.removeFirst().continuation.resume(returning: entry) }
  }

  /// Adds `entry` when some time has passed. Until then the queue does not end.
  package func add(_ entry: Entry, after delay: Duration) {
    guard !isDrained else { return }
    promised += 1
    Task { [generation] in
      try? await Task.sleep(for: delay)
      guard generation == self.generation else { return }
      promised -= 1
      add([entry])
      endIfDone()
    }
  }

  /// Nothing will be added but what was promised.
  package func close() {
    isClosed = true
    endIfDone()
  }

  /// Drops what waits and what was promised.
  package func clear() {
    folders = [:]
    turns = []
    generation += 1
    promised = 0
  }

  /// Drops what waits and takes nothing more; what is in work goes on.
  package func drain() {
    clear()
    isDrained = true
    close()
  }

  /// The next one; waits for it. Nil when there will be none, and when the task is cancelled.
  package func next() async -> Entry? {
    if Task.isCancelled { return nil }
    if let entry = take() { return entry }
    if isClosed, promised == 0 { return nil }
    let ticket = nextTicket
    nextTicket += 1
    return await withTaskCancellationHandler {
      await withCheckedContinuation { waiting.append((ticket, $0)) }
    } onCancel: {
      // Runs on this actor after the ticket was added, since adding it does not suspend.
      Task { await abandon(ticket) }
    }
  }

  private func take() -> Entry? {
    guard let folder = nextFolder(), let entry = folders[folder]?.popFirst() else { return nil }
    inWork += 1
    if folders[folder]?.isEmpty == true { folders[folder] = nil } else { turns.append(folder) }
    return entry
  }

  /// Takes it out of the turns.
  private func nextFolder() -> FilePath? {
    isTurn.toggle()
    guard order != .found, !isTurn else { return turns.popFirst() }
    func time(_ folder: FilePath) -> Int64 { folders[folder]?.first?.candidate.identity.modified ?? 0 }
    let isFirst = turns.indices.min { (a, b) in
      order == .newest ? time(turns[a]) > time(turns[b]) : time(turns[a]) < time(turns[b])
    }
    return isFirst.map { turns.remove(at: $0) }
  }

  private func sorted(_ entries: ArraySlice<Entry>) -> ArraySlice<Entry> {
    switch order {
    case .found: entries
    case .newest: entries.sorted { $0.candidate.identity.modified > $1.candidate.identity.modified }[...]
    case .oldest: entries.sorted { $0.candidate.identity.modified < $1.candidate.identity.modified }[...]
    }
  }

  private func endIfDone() {
    guard isClosed, promised == 0, turns.isEmpty else { return }
    for waiter in waiting { waiter.continuation.resume(returning: nil) }
    waiting = []
  }

  private func abandon(_ ticket: UInt64) {
    guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
    waiting.remove(at: index).continuation.resume(returning: nil)
  }
}
