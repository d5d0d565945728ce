import Timeline

/// The times during which an element can be seen; `set` elements change them. What else they change is not taken over.
struct TTMLVisibility: Equatable {
  struct Window: Equatable {
    var begin: MediaTime
    /// Nil for ever.
    var end: MediaTime?
  }

  /// More changes than any element has.
  private static let maximumWindows = 100

  /// Nil for always.
  private var windows: [Window]?

  mutating func show(_ window: Window, wasHidden: Bool) {
    var all = wasHidden ? [] : windows ?? []
    if all.count < Self.maximumWindows { all.append(window) }
    windows = all
  }

  mutating func hide(_ window: Window) {
    var rest: [Window] = []
    for old in windows ?? [Window(begin: .zero, end: nil)] where rest.count < Self.maximumWindows {
      if old.begin < window.begin {
        rest.append(Window(begin: old.begin, end: min(old.end ?? window.begin, window.begin)))
      }
      if let end = window.end, old.end.map({ end < $0 }) ?? true {
        rest.append(Window(begin: max(old.begin, end), end: old.end))
      }
    }
    windows = rest
  }

  /// The parts of a time in which it can be seen.
  func parts(of time: Window) -> [Window] {
    guard let windows else { return [time] }
    return windows.map { window in
      Window(begin: max(window.begin, time.begin), end: [window.end, time.end].compactMap(\.self).min())
    }
  }
}
