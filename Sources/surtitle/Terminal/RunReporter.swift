internal import Pipeline

/// Shows what happens during a run. Called from several tasks.
protocol RunReporter: Sendable {
  func handle(_ event: RunEvent)
}
