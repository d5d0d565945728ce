/// How folders are watched.
package struct WatchOptions: Sendable {
  /// How long a file must stay as it is to count as complete.
  package var quiet: Duration
  /// Between searches of folders whose file system does not tell of changes.
  package var polling: Duration
  /// Whether folders are searched again and again (true), changes are waited for (false), or each as its file system asks
  /// for (nil).
  package var polls: Bool?
  /// Between searches of everything, for what was missed.
  package var rescan: Duration
  /// What is in work may take so long to end when the program is to end.
  package var drain: Duration
  package var order: JobQueue.Order

  package init(
    quiet: Duration = .seconds(30), polling: Duration = .seconds(60), polls: Bool? = nil,
    rescan: Duration = .seconds(3600), drain: Duration = .seconds(60), order: JobQueue.Order = .newest
  ) {
    self.quiet = quiet
    self.polling = polling
    self.polls = polls
    self.rescan = rescan
    self.drain = drain
    self.order = order
  }
}
