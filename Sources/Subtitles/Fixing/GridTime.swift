import Timeline

/// An instant with the tick of the grid that it counts as.
struct GridTime: Hashable {
  let time: MediaTime
  let ticks: Int64
  /// Whether it is a tick, to the millisecond in which most formats count.
  let isOnGrid: Bool

  init(_ time: MediaTime, on grid: TimeGrid) {
    self.time = time
    ticks = grid.ticks(time)
    isOnGrid = grid.time(of: ticks).milliseconds == time.milliseconds
  }

  init(ticks: Int64, on grid: TimeGrid) {
    time = grid.time(of: ticks)
    self.ticks = ticks
    isOnGrid = true
  }
}
