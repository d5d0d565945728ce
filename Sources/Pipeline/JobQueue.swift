internal import Library
internal import SystemPackage

/// Files that wait for work. Folders take turns, so that one with thousands of files does not keep a few others waiting;
/// within a folder the order is the one asked for.
package actor JobQueue {
  struct Entry: Sendable {
    var candidate: Candidate
    var planner: Planner
    /// Tries in this run before.
    var tries = 0
  }

  /// Which file of a folder comes first.
  package enum Order: String, Sendable, CaseIterable {
    /// As they are found: by name.
    case found
    case newest, oldest
  }

  private let order: Order
  private var folders: [FilePath: [Entry]] = [:]
  /// Folders with something in them, in the order of their turns.
  private var turns: [FilePath] = []
  private var isClosed = false
  /// Given out and not told to be done.
  private var inWork = 0
  /// Entries that were promised and are not here yet.
  private var promised = 0
  private var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Entry?, Never>)] = []
  private var isDrained = false
  private var nextTicket: UInt64 = 0

  package init(order: Order = .found) { self.order = order }

  /// Whether nothing that was given out is still in work.
  var isIdle: Bool { inWork == 0 }

  /// Tells that an entry that `next()` gave is not in work any more.
  func done() { inWork -= 1 }

  var count: Int { folders.values.reduce(0) { $0 + $1.count } + promised }

  func add(_ entries: [Entry]) {
    for entry in entries {
      if !waiting.isEmpty {
        waiting.removeFirst().continuation.resume(returning: entry)
        inWork += 1
        continue
      }
      let folder = entry.candidate.item.folder
      if folders[folder] == nil { turns.append(folder) }
      insert(entry, into: &folders[folder, default: []])
    }
  }

  /// Adds `entry` when some time has passed. Until then the queue does not end.
  func add(_ entry: Entry, after delay: Duration) {
    promised += 1
    Task {
      try? await Task.sleep(for: delay)
      guard !isDrained else { return }
      promised -= 1
      add([entry])
      endIfDone()
    }
  }

  /// Nothing will be added but what was promised.
  func close() {
    isClosed = true
    endIfDone()
  }

  /// Drops what waits; what is in work goes on.
  func drain() {
    folders = [:]
    turns = []
    isDrained = true
    promised = 0
    close()
  }

  /// The next one; waits for it. Nil when there will be none, and when the task is cancelled.
  func next() async -> Entry? {
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
    guard let folder = turns.first, let entry = folders[folder]?.first else { return nil }
    inWork += 1
    turns.removeFirst()
    folders[folder]?.removeFirst()
    if folders[folder]?.isEmpty == true { folders[folder] = nil } else { turns.append(folder) }
    return entry
  }

  private func insert(_ entry: Entry, into entries: inout [Entry]) {
    func precedes(_ other: Entry) -> Bool {
      let (mine, theirs) = (entry.candidate.identity.modified, other.candidate.identity.modified)
      return order == .newest ? mine > theirs : mine < theirs
    }
    let place = order == .found ? nil : entries.firstIndex(where: precedes)
    entries.insert(entry, at: place ?? entries.endIndex)
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
