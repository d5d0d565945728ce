internal import Library
internal import Synchronization

/// Writes down how far a file is, now and then, for “surtitle status”.
final class JobObserver: Sendable {
  private struct State {
    var stage: Stage?
    var written = ContinuousClock.now - .seconds(60)
  }

  private let item: MediaItem
  private let journal: JobJournal
  private let state = Mutex(State())

  init(_ item: MediaItem, _ journal: JobJournal) {
    self.item = item
    self.journal = journal
  }

  /// The stage that was begun last.
  var stage: Stage? { state.withLock { $0.stage } }

  func observe(_ event: RunEvent) {
    let (stage, fraction): (Stage, Double)
    switch event {
    case .stageStarted(_, let started, _): (stage, fraction) = (started, 0)
    case .progress(_, let current, let value): (stage, fraction) = (current, value)
    default: return
    }
    let isDue = state.withLock { state in
      let now = ContinuousClock.now
      let isNews = state.stage != stage || now - state.written > .seconds(1)
      state.stage = stage
      if isNews { state.written = now }
      return isNews
    }
    // Nobody's work depends on it.
    if isDue { try? journal.progress(item, stage, fraction) }
  }
}
