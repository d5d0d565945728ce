import Glibc

/// Where the processor time of recognition went, and how much was done with it.
package struct RecognitionStatistics: Hashable, Sendable {
  package enum Stage: String, CaseIterable, Sendable {
    case voiceActivity, features, encoder, decoder, alignment
  }

  /// CPU seconds of the threads that did the work, by stage.
  package var seconds: [Stage: Double] = [:]
  package var windows = 0
  /// Decoder steps, each for a whole batch.
  package var steps = 0
  package var tokens = 0

  package init() {}

  /// Runs `body` and books its time on this thread under `stage`.
  mutating func measure<Result>(_ stage: Stage, _ body: () throws -> Result) rethrows -> Result {
    let start = Self.threadSeconds()
    defer { seconds[stage, default: 0] += Self.threadSeconds() - start }
    return try body()
  }

  package static func += (a: inout Self, b: Self) {
    a.seconds.merge(b.seconds, uniquingKeysWith: +)
    a.windows += b.windows
    a.steps += b.steps
    a.tokens += b.tokens
  }

  private static func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
