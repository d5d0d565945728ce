internal import Library
internal import SystemPackage

/// Files that wait for work. Folders take turns, so that one with thousands of files does not keep a few others waiting;
/// within a folder the order is the one asked for. Where that is by time, every other file is the first of all folders.
/// Suspects come before all others, each alone, so that it is certain whose fault the next end of the program is; where
/// it has been theirs again and again, after all others, which then do not wait for them.
package actor JobQueue {
  package struct Entry: Sendable {
    package var candidate: Candidate
    var planner: Planner
    /// Tries in this run before.
    package var tries = 0
    var isolation: Isolation

    package init(candidate: Candidate, planner: Planner, isolation: Isolation = .none) {
      (self.candidate, self.planner, self.isolation) = (candidate, planner, isolation)
    }

    fileprivate var path: FilePath { candidate.item.path }
  }

  /// Whether a file is worked on alone, since a program ended without a word while it worked on it.
  package enum Isolation: Sendable { case none, first, last }

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
  private var suspects: [Isolation: ArraySlice<Entry>] = [:]
  /// Given out and not told to be done; with what came for the same file since.
  private var inWork: [FilePath: [Entry]] = [:]
  private var isSuspectInWork = false
  /// Entries that were promised and are not here yet, by the number of the promise.
  private var promised: [FilePath: UInt64] = [:]
  private var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Entry?, Never>)] = []
  private var isDrained = false
  private var nextPromise: UInt64 = 0
  private var nextTicket: UInt64 = 0

  package init(order: Order = .found) { self.order = order }

  /// Whether nothing that was given out is still in work.
  package var isIdle: Bool { inWork.isEmpty }

  /// Tells that an entry that `next()` gave is not in work any more.
  package func done(_ entry: Entry) {
    isSuspectInWork = false
    let since = inWork.removeValue(forKey: entry.path) ?? []
    if since.isEmpty { serve() } else { add(since) }
    endIfDone()
  }

  /// Tells that `entry` waits for something outside of the queue, and that nothing has to wait for it meanwhile.
  package func waits(_ entry: Entry) {
    guard isSuspectInWork, inWork[entry.path] != nil else { return }
    isSuspectInWork = false
    serve()
  }

  package var count: Int {
    folders.values.reduce(0) { $0 + $1.count } + suspects.values.reduce(0) { $0 + $1.count }
      + inWork.values.reduce(0) { $0 + $1.count }
      + promised.count
  }

  /// Adds what is newer than all that waits, or was promised, of the same files. What is in work comes after that.
  package func add(_ entries: [Entry]) {
    guard !isDrained else { return }
    for entry in entries { promised[entry.path] = nil }
    for entry in entries where inWork[entry.path] != nil { inWork[entry.path] = [entry] }
    let free = entries.filter { inWork[$0.path] == nil }
    let names = Set(free.map(\.path))
    for isolation in [Isolation.first, .last] {
      let new = free.filter { $0.isolation == isolation }
      suspects[isolation] = (suspects[isolation] ?? []).filter { !names.contains($0.path) } + new
    }
    for folder in Set(free.filter { $0.isolation != .none }.map(\.candidate.item.folder)) {
      guard let waiting = folders[folder]?.filter({ !names.contains($0.path) }) else { continue }
      folders[folder] = waiting.isEmpty ? nil : ArraySlice(waiting)
      if waiting.isEmpty { turns.removeAll { $0 == folder } }
    }
    for (folder, entries) in Dictionary(grouping: free.filter { $0.isolation == .none }, by: \.candidate.item.folder)
      .sorted(
        by: { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) })
    {
      if folders[folder] == nil { turns.append(folder) }
      // A file that changed while it waited waits once.
      let new = Set(entries.map(\.path))
      let old = folders[folder, default: []].filter { !new.contains($0.path) }
      folders[folder] = sorted(ArraySlice(old + entries))
    }
    serve()
  }

  /// Adds `entry` when some time has passed, unless something newer of its file waits or comes before that. Until then
  /// the queue does not end.
  package func add(_ entry: Entry, after delay: Duration) {
    let path = entry.path
    let isWaiting = folders[path.removingLastComponent()]?.contains { $0.path == path } ?? false
    guard !isDrained, !isWaiting, !suspects.values.joined().contains(where: { $0.path == path }), inWork[path] == nil
    else { return }
    let number = nextPromise
    nextPromise += 1
    promised[path] = number
    Task {
      try? await Task.sleep(for: delay)
      guard promised[path] == number else { return }
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
    suspects = [:]
    promised = [:]
    for path in inWork.keys { inWork[path] = [] }
  }

  /// Drops what waits and takes nothing more; what is in work goes on.
  package func drain() {
    clear()
    isDrained = true
    close()
  }

  /// The next one; waits for it, and for those in work before it. Nil when there will be none, and when the task is cancelled.
  package func next() async -> Entry? {
    if Task.isCancelled { return nil }
    if let entry = take() { return entry }
    if isEnded { return nil }
    let ticket = nextTicket
    nextTicket += 1
    return await withTaskCancellationHandler {
      await withCheckedContinuation { waiting.append((ticket, $0)) }
    } onCancel: {
      // Runs on this actor after the ticket was added, since adding it does not suspend.
      Task { await abandon(ticket) }
    }
  }

  private func serve() {
    while !waiting.isEmpty, let entry = take() { waiting.removeFirst().continuation.resume(returning: entry) }
  }

  private func take() -> Entry? {
    guard !isSuspectInWork else { return nil }
    if hasSuspects(.first) { return takeSuspect(.first) }
    if turns.isEmpty, hasSuspects(.last) { return takeSuspect(.last) }
    guard let folder = nextFolder(), let entry = folders[folder]?.popFirst() else { return nil }
    inWork[entry.path] = []
    if folders[folder]?.isEmpty == true { folders[folder] = nil } else { turns.append(folder) }
    return entry
  }

  private func hasSuspects(_ isolation: Isolation) -> Bool { suspects[isolation]?.isEmpty == false }

  private func takeSuspect(_ isolation: Isolation) -> Entry? {
    guard isIdle, let entry = suspects[isolation]?.popFirst() else { return nil }
    isSuspectInWork = true
    inWork[entry.path] = []
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

  /// Whether nothing waits and nothing will. What came for files that are in work waits for them.
  private var isEnded: Bool {
    isClosed && promised.isEmpty && turns.isEmpty && suspects.values.allSatisfy(\.isEmpty)
      && inWork.values.allSatisfy(\.isEmpty)
  }

  private func endIfDone() {
    guard isEnded else { return }
    for waiter in waiting { waiter.continuation.resume(returning: nil) }
    waiting = []
  }

  private func abandon(_ ticket: UInt64) {
    guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
    waiting.remove(at: index).continuation.resume(returning: nil)
  }
}
